/** The fake server’s judgement of one change: replay, right, lay and clash, questions; and of what was found. */

import { same } from '../../src/core/store/canonical_json.ts';
import type {
  Change,
  ChangeResult,
  FieldValues,
  FoundRecord,
  FoundResult,
  Problem,
  Question,
} from '../../src/core/types.ts';
import { followKey, ServerFeeds, type ServerRecord } from './feeds.ts';

/** A status moves by its own rule: a clash on it refuses the change. */
export const EXCLUSIVE_FIELD = 'status';
/** The one kind here that lies in a unit’s own papers. */
export const UNIT_KIND = 'paper';
/** What The fake server’s validation does not take. */
export const INVALID_VALUE = 'bad';

export const problem = (kebab: string, status: number, more: Partial<Problem> = {}): Problem => ({
  type: `/problems/${kebab}`,
  title: kebab,
  status,
  detail: kebab,
  ...more,
});

const refused = (id: string, why: Problem): ChangeResult => ({ id, answer: 'refused', problem: why });

export class ChangeRules extends ServerFeeds {
  protected apply(agent: string, enrolment: string, change: Change): ChangeResult {
    const { id, record, feed, kind } = change;
    const known = this.state.changes[id];
    const content = JSON.stringify(change);
    if (known) {
      return known.by === agent && known.content === content ? known.result : refused(id, problem('not-allowed', 409));
    }
    const right = this.right(agent, change);
    if (right) return { id, answer: 'waiting', problem: problem(right, 404) };
    if (this.gone(record) || this.gone(feed)) return { id, answer: 'erased' };
    const row = this.state.rows[record];
    if ((row && row.feed !== feed) || (!row && change.was))
      return { id, answer: 'waiting', problem: problem('not-found', 404) };
    if ((kind === UNIT_KIND) !== (this.state.feeds[feed] === feed)) return refused(id, problem('other-feed', 422));
    if (Object.values(change.set).includes(INVALID_VALUE)) return refused(id, problem('invalid', 422));
    const lost = row ? this.lay(row, change) : {};
    if (EXCLUSIVE_FIELD in lost)
      return refused(
        id,
        problem('not-allowed', 409, { field: EXCLUSIVE_FIELD, current: row?.fields?.[EXCLUSIVE_FIELD] ?? null }),
      );
    this.write(agent, enrolment, change, lost);
    const n = this.tell(record);
    const home = this.state.feeds[feed] ?? '';
    const fields = Object.keys(lost);
    const answer = fields.length > 0 ? 'merged' : 'applied';
    const result: ChangeResult = {
      id,
      answer,
      home,
      n,
      started: this.state.started,
      ...(fields.length > 0 ? { lost: fields } : {}),
    };
    this.state.changes[id] = { content, by: agent, result, lost };
    this.state.times[id] = (this.state.times[id] ?? 0) + 1;
    return result;
  }

  /** Why it must wait, if it must. */
  protected right(agent: string, { record, feed, was }: Change): string | undefined {
    if (this.state.feeds[feed] === feed) return this.unitOf[agent] === feed ? undefined : 'not-found';
    const follow = this.state.follows[followKey(agent, feed)];
    if (follow === 'revoked') return 'not-allowed';
    if (follow) return undefined;
    return record !== feed || was || feed in this.state.feeds ? 'not-found' : undefined;
  }

  protected opensCase(agent: string, feed: string): void {
    this.state.feeds[feed] = this.unitOf[agent] ?? '';
    this.state.follows[followKey(agent, feed)] = 'on';
  }

  protected lay({ fields }: ServerRecord, { set, was }: Change): FieldValues {
    const now = fields ?? {};
    return Object.fromEntries(
      Object.entries(set).filter(([field, value]) => !same(now[field], was?.[field]) && !same(now[field], value)),
    );
  }

  protected write(agent: string, enrolment: string, change: Change, lost: FieldValues): void {
    const { id, kind, record, feed, set, answers = [], at } = change;
    const fresh: ServerRecord = { feed, kind, fields: {}, questions: {}, n: 0, told: 0, by: agent, at };
    const row = this.state.rows[record] ?? fresh;
    if (!(feed in this.state.feeds)) this.opensCase(agent, feed);
    this.state.rows[record] = row;
    const written = Object.fromEntries(Object.entries(set).filter(([field]) => !(field in lost)));
    row.fields = { ...row.fields, ...written };
    Object.assign(row, { by: agent, at });
    for (const [field, open] of Object.entries(row.questions)) {
      if (field in set) row.questions[field] = open.filter((one) => !answers.includes(one.change));
    }
    for (const [field, value] of Object.entries(lost))
      this.ask(row, field, { change: id, enrolment, value, by: agent, at });
  }

  protected ask(row: ServerRecord, field: string, question: Question): void {
    const others = (row.questions[field] ?? []).filter((one) => one.enrolment !== question.enrolment);
    row.questions[field] = [...others, question];
  }

  protected takeFound(agent: string, enrolment: string, found: FoundRecord): FoundResult {
    const { record, feed, kind, at } = found;
    const answered = (answer: FoundResult['answer']): FoundResult => ({ record, answer });
    if (this.gone(record) || this.gone(feed)) return answered('erased');
    const { questions: _, ...fields } = found.body;
    const change = { id: `found-${record}-${enrolment}`, kind, record, feed, at, set: fields };
    if (this.right(agent, change)) return answered('waiting');
    const row = this.state.rows[record];
    if (!row) {
      this.write(agent, enrolment, change, {});
      this.tell(record);
      return answered('made');
    }
    const other = Object.entries(fields).filter(([field, value]) => !same(row.fields?.[field], value));
    for (const [field, value] of other)
      this.ask(row, field, { change: change.id, enrolment: `found ${enrolment}`, value, by: agent, at });
    if (other.length > 0) this.tell(record);
    return answered(other.length > 0 ? 'asked' : 'same');
  }
}
