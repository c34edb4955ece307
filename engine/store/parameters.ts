/** Collects the values of one statement: each `add` answers the placeholder to write into the text. */
export class Parameters {
  readonly values: unknown[] = [];
  private readonly named = new Map<string, string>();

  /** A value with its SQL type. */
  add(value: unknown, type: string): string {
    this.values.push(value);
    return `$${this.values.length}::${type}`;
  }

  /** A value used in several places, sent once. */
  once(name: string, value: unknown, type: string): string {
    const known = this.named.get(name);
    if (known !== undefined) return known;
    const placeholder = this.add(value, type);
    this.named.set(name, placeholder);
    return placeholder;
  }

  /** JSON as text; Node's pg would make an array of an array. */
  json(value: unknown): string {
    return this.add(JSON.stringify(value), 'jsonb');
  }

  /** Rows to insert, as a table named `x` with these typed columns; property names are its column names. */
  rows(rows: readonly object[], columns: string): string {
    return `jsonb_to_recordset(${this.json(rows)}) as x(${columns})`;
  }
}
