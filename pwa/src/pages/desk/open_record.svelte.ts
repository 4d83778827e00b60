/** One record at a desk: read with its ETag, changed where it still stands so, told what went wrong at each field. */
import type { FieldValues, Id, Json, OnlineApi } from '../../core/types';
import { scrollToError } from '../../ui/scroll_to_error';
import { movedFields, type SayFault, type ToldRecord } from './told_records';
import { words as w } from './words.id';

export class OpenRecord {
  told = $state.raw<ToldRecord | undefined>();
  /** What was typed and is not sent yet. */
  moved = $state.raw<FieldValues>({});
  faults = $state.raw<ReadonlyMap<string, string>>(new Map());
  error = $state<string | undefined>();
  said = $state<string | undefined>();
  busy = $state(false);
  #etag = '';

  constructor(
    private readonly api: OnlineApi,
    private readonly path: string,
    private readonly fault: SayFault,
  ) {}

  static at(api: OnlineApi, plural: string, id: Id, fault: SayFault): OpenRecord {
    return new OpenRecord(api, `/v1/${plural}/${id}`, fault);
  }

  async read(): Promise<void> {
    const came = await this.api.get<ToldRecord>(this.path);
    this.error = this.fault(came);
    if (came.is === 'answer') [this.told, this.#etag] = [came.body, came.etag ?? ''];
  }

  /** For another thing that is asked. */
  begin(): void {
    [this.moved, this.faults, this.error, this.said] = [{}, new Map(), undefined, undefined];
  }

  move(name: string, value: Json): void {
    this.moved = { ...this.moved, [name]: value };
  }

  /** Whether it was taken. `asked`: the fields at which a fault can stand. */
  async save(set: FieldValues, asked: readonly string[]): Promise<boolean> {
    if (!this.told) return false;
    this.busy = true;
    const body = { ...movedFields(this.told, this.moved), ...set };
    const came = await this.api.patch<ToldRecord>(this.path, body, this.#etag);
    this.busy = false;
    [this.error, this.said, this.faults] = [this.fault(came), undefined, new Map()];
    if (came.is === 'answer') [this.told, this.#etag, this.said] = [came.body, came.etag ?? '', w.saved];
    else if (came.is === 'problem') await this.#explain(came.problem.status, came.problem.errors ?? [], asked);
    return came.is === 'answer';
  }

  /** Each fault stands at its field; where the record has moved meanwhile it is read again, what was typed stays. */
  async #explain(
    status: number,
    errors: readonly { pointer: string; detail: string }[],
    asked: readonly string[],
  ): Promise<void> {
    const field = (pointer: string): string => pointer.split('/')[1] ?? '';
    this.faults = new Map(errors.map((one) => [field(one.pointer), one.detail]));
    const elsewhere = errors.filter((one) => !asked.includes(field(one.pointer)));
    if (elsewhere.length) this.error = elsewhere.map((one) => one.detail).join(' ');
    else if (errors.length) this.error = undefined;
    if (status === 412) {
      await this.read();
      this.error = w.changed;
    }
    scrollToError(document);
  }
}
