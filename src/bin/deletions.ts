#!/usr/bin/env node
import { operate } from '../operator/main.ts';
import { createTerminal } from '../operator/terminal.ts';

/** The operator's command: `docs/runbook.md` has what for. */
process.stdout.on('error', () => process.exit(1)); // whoever read it has seen enough
process.exitCode = await operate(process.argv.slice(2), process.env, createTerminal(process));
