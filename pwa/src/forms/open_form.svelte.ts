/** An open form: a draft from the first tap, a change at the end. What she did not touch follows the record as it moves. */

import { notSaved } from '../core/device/environment';
import { same } from '../core/store/canonical_json';
import type { Casebook, FieldValues, Id, Json, NotSavedReason, RecordView, RefusedChange, Role } from '../core/types';
import { isAsked } from '../fields/field_shape';
import type { FieldFault, FieldSpec, Lookups } from '../fields/field_spec';
import { many, text } from '../fields/field_values';
import { besideOf } from './beside';
import { namingQuestions } from './calling_names';
import { fieldsOf, mayWrite } from './declared_kinds';
import { draftKey } from './draft_key';
import { type FormDraft, formDraft } from './form_draft';
import { AMEND_REASON, type FormResult, faultsByField, formFaults, formQuestions, formResult } from './form_result';
import type { FormRequest, FormSession } from './form_session';
import { refusalFaults } from './record_faults';
import type { CaseContext, RecordKind } from './record_kind';
import { saveRequest } from './save_request';
import { usualValues } from './usual_values';

export class OpenForm {
  readonly kind: RecordKind;
  readonly key: string;
  /** Whether an unsaved draft was found, and a picture or a recording of it is lost. */
  readonly resumed: boolean;
  readonly lost: boolean;
  readonly mend: RefusedChange | undefined;
  readonly client: Id | undefined;
  readonly record: Id | undefined;
  readonly editedAlone: string | undefined;
  readonly #session: FormSession;
  #moved = $state.raw<FieldValues>({});
  /** What stood in a field when she first touched it. */
  #seen = $state.raw<FieldValues>({});
  #extra = $state.raw<Json>(null);
  tried = $state(false);
  saving = $state(false);
  /** What was saved changed nothing. */
  untouched = false;
  /** Asked before it is saved: she mends it, or saves it as it is. */
  asked = $state.raw<readonly FieldFault[]>([]);
  /** Why the phone did not take it; the form stays open then. */
  trouble = $state<NotSavedReason | undefined>();
  /** Resolves when what she typed last is sealed. */
  sealed: Promise<void> = Promise.resolve();

  constructor(session: FormSession, ask: FormRequest) {
    this.#session = session;
    this.kind = ask.kind;
    this.client = ask.client;
    this.mend = ask.mend;
    this.record = ask.record ?? ask.mend?.change.record;
    this.editedAlone = ask.editedAlone;
    this.key = draftKey({
      kind: ask.kind.kind,
      ...(ask.client ? { client: ask.client } : {}),
      ...(this.record ? { record: this.record } : {}),
      ...(ask.editedAlone ? { editedAlone: ask.editedAlone } : {}),
    });
    const draft = formDraft(session.book.drafts.read(this.key));
    this.resumed = draft !== undefined && !draft.begun;
    this.lost = (draft ?? ask.mend?.problem)?.['lost'] === true;
    this.#start(draft);
  }

  #start(draft: FormDraft | undefined): void {
    const usual = () => (this.creating ? usualValues(this.kind, this.lookups, this.caseContext) : {});
    this.#moved = fieldsOf(this.kind.kind, this.#role, draft?.moved ?? this.mend?.change.set ?? usual());
    this.#seen = draft?.seen ?? {};
    this.#extra = draft?.extra ?? null;
    this.tried = false;
  }

  get lookups(): Lookups {
    return this.#session.lookups;
  }

  get creating(): boolean {
    return this.mend ? this.mend.change.was === undefined : this.record === undefined;
  }

  get amending(): boolean {
    return !this.creating && this.kind.appendOnly === true;
  }

  /** The record as it stands now; null for a new one. */
  get before(): FieldValues | null {
    return this.creating || !this.record ? null : (this.#session.book.get(this.record)?.fields ?? {});
  }

  get #case() {
    return this.client ? this.#session.caseOf(this.client) : undefined;
  }

  get caseContext(): CaseContext {
    return { head: this.#case?.head?.fields ?? {}, records: this.#case?.records ?? [] };
  }

  get alias(): string {
    return this.#case?.alias ?? '';
  }

  get values(): FieldValues {
    return { ...this.before, ...this.#moved };
  }

  get extra(): Json {
    return this.#extra;
  }

  get book(): Casebook {
    return this.#session.book;
  }

  others(): readonly RecordView[] {
    return this.#session.book.all(this.kind.kind).filter(({ id, voided }) => id !== this.record && !voided);
  }

  /** The fields this form shows, in their order. */
  get specs(): readonly FieldSpec[] {
    const values = this.values;
    return this.kind.fields.filter((spec) => this.#belongs(spec) && isAsked(spec, values, this.lookups));
  }

  get #role(): Role {
    return this.#session.book.me().agent.role;
  }

  #belongs(spec: FieldSpec): boolean {
    if (!mayWrite(this.kind.kind, this.#role, spec.name)) return false;
    if (this.editedAlone) return spec.name === this.editedAlone || spec.editedWith === this.editedAlone;
    if (this.creating) return !(spec.exclusive && spec.default);
    return !spec.immutable && !spec.exclusive && (!spec.editedWith || spec.movable === true);
  }

  /** Why a fact is amended, said anew each time. */
  get reason(): string {
    return this.amending ? text(this.#moved, AMEND_REASON) : '';
  }

  /** A colleague's newer word on a field she has touched. */
  overtaken(name: string): Json | undefined {
    const now = this.before?.[name];
    return name in this.#seen && !same(now ?? null, this.#seen[name] ?? null) ? (now ?? null) : undefined;
  }

  move(name: string, value: Json): void {
    if (!(name in this.#seen)) this.#seen = { ...this.#seen, [name]: this.before?.[name] ?? null };
    const chosen = many({ [name]: value }, name).filter((one) => !many(this.values, name).includes(one));
    this.#moved = { ...this.#moved, [name]: value };
    this.#seal();
    const endangers = this.kind.fields.some((spec) => spec.name === name && spec.endangers);
    if (endangers && chosen.length > 0) this.#session.ondanger?.(chosen);
  }

  /** What a form keeps beside its fields, such as where an interview stands. */
  keep(extra: Json): Promise<void> {
    this.#extra = extra;
    this.#seal();
    return this.sealed;
  }

  #seal(): void {
    const mends = this.mend ? { mend: this.mend.change.id } : {};
    const day = this.lookups.today;
    const draft: Json = { moved: this.#moved, seen: this.#seen, extra: this.#extra, day, ...mends };
    this.sealed = this.#session.book.drafts.write(this.key, draft).then(
      () => {
        this.trouble = undefined;
      },
      (error: unknown) => {
        this.trouble = notSaved(error).reason;
      },
    );
  }

  async restart(): Promise<void> {
    await this.#session.book.drafts.drop(this.key);
    this.#start(undefined);
  }

  /** The values with what the kind writes beside them. */
  get composed(): FieldValues {
    return { ...this.values, ...this.kind.compose?.(this.values, this.before, this.caseContext, this.lookups) };
  }

  /** What is wrong, by the field it stands next to. Silent until she first tried to save, save for what the server said. */
  get faults(): ReadonlyMap<string, string> {
    const found = this.tried ? this.#faultsOf(this.#outcome()) : refusalFaults(this.mend, this.#seen);
    const shown = new Set([...this.specs.map((spec) => spec.name), AMEND_REASON]);
    return faultsByField(found, shown);
  }

  #faultsOf(outcome: FormResult): readonly FieldFault[] {
    return formFaults(this.kind, outcome, this.before, this.caseContext, this.lookups);
  }

  #outcome(): FormResult {
    return formResult(this.kind, this.composed, this.before, this.reason);
  }

  /** Saves on this phone. Returns the record's id; nothing where something is wrong, or is asked first. */
  async save(asItIs = false): Promise<Id | undefined> {
    if (this.saving) return undefined;
    this.asked = [];
    const outcome = this.#outcome();
    // Told only where there is something to tell: what is saved is judged once.
    this.tried = this.#faultsOf(outcome).length > 0;
    if (this.tried) return undefined;
    if (!asItIs)
      this.asked = [
        ...formQuestions(this.kind, outcome, this.before, this.caseContext, this.lookups.today),
        ...namingQuestions(this.kind, outcome.set, this.#session.book),
      ];
    if (this.asked.length > 0) return undefined;
    this.saving = true;
    try {
      return await this.#write(outcome.set);
    } catch (error) {
      this.trouble = notSaved(error).reason;
      return undefined;
    } finally {
      this.saving = false;
    }
  }

  async #write(set: FieldValues): Promise<Id> {
    if (this.record && !this.mend && Object.keys(set).length === 0) {
      await this.#session.book.drafts.drop(this.key);
      this.untouched = true;
      return this.record;
    }
    const seen = this.before ? { ...this.before, ...this.#seen } : undefined;
    const { kind, book } = this;
    const alongside = this.mend ? undefined : kind.alongside; // written with the first one, whatever became of that
    const also = (made: Id) => [
      ...besideOf(kind, this.composed, this.#case),
      ...(alongside?.(made, set, this.#extra, book) ?? []),
    ];
    return book.save(kind.kind, {
      ...saveRequest(this, seen, set),
      ...(this.creating && (kind.beside || alongside) ? { also } : {}),
    });
  }
}
