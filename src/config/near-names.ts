/** Variables of npm and OpenTelemetry, some of which resemble ours. */
const OF_OTHERS = /^(npm_|otel_)/i;

/** Settings with a name up to this long match with one wrong letter, longer ones with two. */
const SHORT = 12;

export interface NearName {
  readonly name: string;
  readonly meant: string;
}

/**
 * Variables whose name is close to a setting's but not equal, probably by mistake: their values are ignored.
 *
 * @param names the variables that are set
 * @param settings the names of all settings
 */
export function nearNames(names: readonly string[], settings: readonly string[]): readonly NearName[] {
  const known = new Set(settings);
  return names
    .filter((name) => !known.has(name) && !OF_OTHERS.test(name))
    .flatMap((name) => {
      const meant = settings.find((setting) => isNear(bare(name), bare(setting)));
      return meant === undefined ? [] : [{ name, meant }];
    });
}

/** A name without underscores and case, the most frequent mistakes. */
const bare = (name: string): string => name.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');

function isNear(name: string, setting: string): boolean {
  const allowed = setting.length > SHORT ? 2 : 1;
  return Math.abs(name.length - setting.length) <= allowed && distance(name, setting) <= allowed;
}

/** The edit distance: how many letters to remove, insert, change or swap with a neighbour to turn `a` into `b`. */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const line = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      const swapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      line[column] = Math.min(
        (above[column] ?? 0) + 1,
        (line[column - 1] ?? 0) + 1,
        (above[column - 1] ?? 0) + (same ? 0 : 1),
        swapped && row > 1 && column > 1 ? (before[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    before = above;
    above = line;
  }
  return above[b.length] ?? 0;
}
