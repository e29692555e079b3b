import type { DeleteCall, Exchange, Provider, ProviderCall, Sighting } from '../../src/deletion/provider.ts';
import type { Surroundings } from './ports.ts';
import { NOT_SENT, type SimulatedProvider, UNTOLD } from './simulated-provider.ts';
import type { Sent } from './witness.ts';

const HOUR = 60 * 60 * 1000;
const LOST: Exchange = { kind: 'lost' };

/** The provider as one process reaches it: the port that the core gets. */
export function reachProvider(there: SimulatedProvider, quiescenceMs: number, around: Surroundings): Provider {
  const { world, process, witness, runs } = around;
  const { name } = there.manner;
  const deduplicatesForMs = name === 'SEQUENCE' ? 23 * HOUR : 0;

  function exchangeDelete(call: DeleteCall): Promise<Exchange> {
    const run = runs.getStore();
    if (run === undefined) throw new Error('A request of no run');
    return new Promise((resolve) => {
      let sent: Sent | undefined;
      let isOver = false; // the client has let go of it: it sends nothing any more
      const ends = (ms: number, given?: Exchange) => {
        world.after(ms, process, () => {
          if (isOver) return;
          isOver = true;
          const exchange = given ?? (sent === undefined ? NOT_SENT : LOST);
          if (exchange.kind !== 'lost') {
            run.learnedAt = world.now;
            if (sent !== undefined) sent.heard = true;
            run.rejected = exchange.kind === 'rejected';
          }
          world.tell(process, `is answered: ${exchange.kind}`);
          resolve(exchange);
        });
      };

      ends(call.timeoutMs);
      const connectMs = world.choices.pick([
        [230, 5],
        [10, 9_500],
        [16, null],
      ] as const);
      world.disturb(process);
      if (connectMs === null) {
        world.seen('connection refused');
        return ends(20, NOT_SENT);
      }
      world.after(connectMs, process, () => {
        if (isOver) return;
        if (!call.maySend()) {
          world.seen('stopped right before the first byte');
          return ends(0, NOT_SENT);
        }
        world.tell(process, 'sends');
        sent = witness.sent(run, call.accountId);
        send(sent, call, ends);
        world.disturb(process);
        if (!process.alive) world.seen('crash after a send');
      });
    });
  }

  /** From here on nothing but the network: the request arrives now, later or never, and so does its answer. */
  function send(sent: Sent, call: DeleteCall, ends: (ms: number, exchange: Exchange) => void): void {
    const fate = world.choices.pick([
      [190, 'arrives'],
      [14, 'is lost'],
      [30, 'arrives late'],
      [22, 'answer is lost'],
    ] as const);
    const hearsReset = () =>
      world.choices.pick([
        [1, true],
        [1, false],
      ] as const) && ends(30, LOST);
    // The limits of nature that the guarantees rest on: see `model.test.ts`.
    const latest = name === 'SEQUENCE' ? HOUR / 2 : sent.dispatchedAt + quiescenceMs - world.now - 1;
    const delay = fate === 'arrives late' ? world.choices.between(40, latest) : 5;
    if (fate !== 'arrives') hearsReset();
    if (fate === 'is lost' || delay > latest) {
      world.seen('a request was lost');
      return;
    }
    world.after(delay, null, () => {
      if (fate === 'arrives late') {
        world.seen(witness.record?.settlement != null ? 'arrived after the settlement' : 'arrived late');
        if (witness.lastOwner !== sent.run.owner) world.seen('arrived after a takeover');
      }
      const exchange = there.arrives(sent, call.idempotencyKey);
      world.tell(null, `request of ${process.name} arrives: ${exchange.kind}`);
      if (fate !== 'answer is lost') ends(5, exchange);
    });
  }

  function readBack(call: ProviderCall): Promise<Sighting> {
    const run = runs.getStore();
    return new Promise((resolve) => {
      const [requestMs, answerMs, readable] = world.choices.pick([
        [200, [5, 5, true]],
        [20, [5, 5, false]],
        [18, [5, 7_000, true]],
        [18, [7_000, 5, true]],
      ] as const);
      const shows = (ms: number, sighting: Sighting, at: number) =>
        world.after(ms, process, () => {
          if (run !== undefined) run.sighting = { kind: sighting.kind, at };
          resolve(sighting);
        });
      world.disturb(process);
      world.after(requestMs, null, () => {
        const sighting: Sighting = readable ? there.reads(call.accountId) : { kind: 'unreadable' };
        world.tell(process, `reads back: ${sighting.kind}`);
        if (run?.rejected === true) world.seen('read back after a rejection');
        world.disturb(process);
        shows(answerMs, sighting, world.now);
      });
    });
  }

  return {
    name,
    deduplicatesForMs,
    untoldDeletion: name === 'SEQUENCE' ? { permanent: true } : UNTOLD,
    delete: exchangeDelete,
    readBack,
  };
}
