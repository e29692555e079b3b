/** In headers and body: stands for the number of the request, in so many digits. */
export const NUMBER_MARK = '%NUMBER%';
export const NUMBER_DIGITS = 12;
/** Stands for the name of the load generator's process, eight characters. */
export const RUN_MARK = '%RUN%';

/** What is asked, the same for all rounds of a variant. */
export interface Ask {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Null: every request has a number of its own; otherwise so many numbers in turn. */
  readonly pool: number | null;
  /** Part of the body of every answer that counts; it comes with status 200. */
  readonly expect: string;
}

export interface LoadJob extends Ask {
  /** The connections are spread over them. */
  readonly urls: readonly string[];
  readonly connections: number;
  /** Null: as fast as the answers come. */
  readonly ratePerSecond: number | null;
  readonly forMs: number;
  /** So many requests at most. */
  readonly count: number | null;
}

export interface LoadResult {
  /** Answers as expected. */
  readonly requests: number;
  readonly seconds: number;
  /** Other answers, and none. */
  readonly failures: number;
  readonly firstFailure: string | null;
  readonly p50Ms: number;
  readonly p99Ms: number;
}
