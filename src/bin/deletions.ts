#!/usr/bin/env node
import { operate } from '../operator/main.ts';
import { createTerminal } from '../operator/terminal.ts';

/** The operator's command; `docs/runbook.md` describes its use. */
process.stdout.on('error', () => process.exit(1)); // the reader has closed the pipe, as `head` does
process.exitCode = await operate(process.argv.slice(2), process.env, createTerminal(process));
