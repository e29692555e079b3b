import type { DeleteCall, Exchange, Provider, ProviderCall, Sighting } from '../../src/deletion/provider-port.ts';
import { Journey } from './journey.ts';
import type { Sent } from './run.ts';
import { NOT_SENT, type SimulatedProvider } from './simulated-provider.ts';
import type { Surroundings } from './surroundings.ts';

const HOUR = 60 * 60 * 1000;
const LOST: Exchange = { kind: 'lost' };

/** A request that has left, and what becomes of it. */
interface Underway {
  readonly sent: Sent;
  readonly journey: Journey;
}

/** The provider as one process reaches it: the port that the core gets. */
export function reachProvider(there: SimulatedProvider, around: Surroundings): Provider {
  const { world, process, witness, runs } = around;
  const { provider, isFar } = there.manner;

  function exchangeDelete(call: DeleteCall): Promise<Exchange> {
    const run = runs.getStore();
    if (run === undefined) throw new Error('A request of no run');
    return new Promise((resolve) => {
      let underway: Underway | undefined;
      let isOver = false; // the client has let go of it: it sends nothing any more
      const ends = (ms: number, given?: Exchange) => {
        world.after(ms, process, () => {
          if (isOver) return;
          isOver = true;
          const exchange = given ?? (underway === undefined ? NOT_SENT : LOST);
          if (exchange.kind !== 'lost') {
            run.learnedAt = world.now;
            if (underway !== undefined) underway.sent.heard = true;
            run.rejected = exchange.kind === 'rejected';
          } else if (underway !== undefined) {
            const stops = world.choices.pick([
              [1, true],
              [1, false],
            ]);
            underway.journey.givenUp(isFar ? HOUR : run.settings.quiescenceMs, stops);
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
        const sent = witness.sent(run, call.accountId);
        if (isFar) sent.latest = world.now + HOUR / 2;
        underway = { sent, journey: new Journey(world, sent) };
        send(underway, call, ends);
        world.disturb(process);
        if (!process.alive) world.seen('crash after a send');
      });
    });
  }

  /** From here on nothing but the network: the request arrives now, later or never, and so does its answer. */
  function send({ sent, journey }: Underway, call: DeleteCall, ends: (ms: number, exchange: Exchange) => void): void {
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
    if (fate !== 'arrives') hearsReset();
    if (fate === 'is lost') {
      world.seen('a request was lost');
      return;
    }
    const delay = fate === 'arrives late' ? world.choices.between(40, sent.latest - world.now) : 5;
    journey.travel(delay, () => {
      if (fate === 'arrives late') {
        world.seen(witness.record?.settlement != null ? 'arrived after the settlement' : 'arrived late');
        if (witness.isZombie(sent.run)) world.seen('arrived after a takeover');
      }
      world.tell(null, `request of ${process.name} arrives`);
      const { idempotencyKey: key, credential } = call;
      there.arrives({ sent, key, credential, journey }, (exchange) => {
        world.tell(null, `request of ${process.name} is answered: ${exchange.kind}`);
        if (fate !== 'answer is lost') ends(5, exchange);
      });
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
        const sighting: Sighting = readable ? there.reads(call.accountId, call.credential) : { kind: 'unreadable' };
        world.tell(process, `reads back: ${sighting.kind}`);
        if (run?.rejected === true) world.seen('read back after a rejection');
        world.disturb(process);
        shows(answerMs, sighting, world.now);
      });
    });
  }

  return {
    name: provider.name,
    resendsForMs: provider.deletion.resendsForMs,
    forgetsAfterMs: provider.deletion.forgetsAfterMs,
    deletionWithoutDetails: provider.deletion.withoutDetails,
    delete: exchangeDelete,
    readBack,
  };
}
