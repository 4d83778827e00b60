// An instrument as data, as `@instruments/*.json` holds it; the server's `definition.py` checks that it agrees with itself.

export type AnswerValue = boolean | number | string;
export type SheetAnswers = Readonly<Record<string, unknown>>;

/** Holds where the item's answer is `among` these; `of`: at this topic; `else`: why an answer is impossible where not. */
export type Condition = {
  readonly item: string;
  readonly among: readonly AnswerValue[];
  readonly of?: string;
  readonly else?: string;
};

export type AnswerOption = { readonly value: AnswerValue; readonly label: string; readonly hint?: string };

/**
 * One question; `each`: asked per topic, save those in `skip`; `together`: all topics on one screen. Without `weights` it
 * weighs what is answered, where that is a number; `reverse`: the highest counts as the lowest. `adults`: not of a minor.
 */
export type Item = {
  readonly key: string;
  readonly name: string;
  readonly ask: string;
  readonly hint?: string;
  readonly each?: boolean;
  readonly together?: boolean;
  readonly skip?: readonly string[];
  readonly scale?: string;
  readonly weights?: readonly number[];
  readonly reverse?: boolean;
  readonly part?: string;
  readonly adults?: boolean;
  readonly text?: { readonly most: number };
  readonly required?: boolean;
  readonly when?: readonly Condition[];
};

/** `also`: local names; `named_by`: the item whose text is its name; `verb`: what one does with it, for `{verb}`. */
export type Topic = {
  readonly key: string;
  readonly letter: string;
  readonly label: string;
  readonly short: string;
  readonly verb?: string;
  readonly also: readonly string[];
  readonly named_by?: string;
};

export type Band = {
  readonly key: string;
  readonly label: string;
  readonly from: number;
  readonly from_for?: Readonly<Record<string, number>>;
};

/** The score before it times `times` plus `plus`, decimals as text; shown with `places` decimals. */
export type ScoreTransform = {
  readonly key: string;
  readonly label: string;
  readonly times?: string;
  readonly plus?: string;
  readonly places: number;
  readonly least: string;
  readonly most: string;
};

/** A score over a group of items, or `of` the domains before it, each times its factor. */
export type ScoreDomain = {
  readonly key: string;
  readonly label: string;
  readonly rule: 'sum' | 'mean' | 'combine';
  readonly items?: readonly string[];
  readonly of?: Readonly<Record<string, number>>;
  readonly shown: readonly ScoreTransform[];
  readonly bands?: readonly Band[];
};

/** How much may be missing: of all items, and how many of a domain are needed. The first is in force. */
export type MissingRule = {
  readonly key: string;
  readonly most_percent: number;
  readonly least: Readonly<Record<string, number>>;
};

export type AnswerSign = { readonly value: string; readonly label: string; readonly when: readonly Condition[] };

export type AdviceCard = {
  readonly key: string;
  readonly title: string;
  readonly about: string;
  readonly bands: readonly string[];
  readonly signs: Readonly<Record<string, readonly string[]>>;
  readonly steps: readonly { readonly title: string; readonly text: string }[];
};

export type InstrumentDefinition = {
  readonly name: string;
  readonly version: string;
  readonly language: string;
  readonly title: string;
  readonly notice: string;
  readonly attribution: string;
  readonly intro: string;
  /** Of the records that hold its sheets. */
  readonly kind?: string;
  /** Answers are shown with faces, the happier the more they weigh. */
  readonly faces?: boolean;
  /** An answer leads to the next card. */
  readonly one_tap?: boolean;
  readonly parts?: readonly { readonly key: string; readonly title: string }[];
  readonly topics: { readonly name: string; readonly label: string; readonly list: readonly Topic[] };
  readonly scales: Readonly<Record<string, readonly AnswerOption[]>>;
  readonly items: readonly Item[];
  readonly score: {
    readonly rule: string;
    readonly when: readonly Condition[];
    readonly items: readonly string[];
    readonly bands: readonly Band[];
    readonly domains?: readonly ScoreDomain[];
    readonly missing?: readonly MissingRule[];
  };
  /** What is read off the sheet of each topic beside its score. */
  readonly topic_signs?: Readonly<Record<string, readonly Condition[]>>;
  readonly signs: Readonly<Record<string, readonly AnswerSign[]>>;
  readonly cards: readonly AdviceCard[];
};

/** The sentences both engines say of a faulty sheet. */
export type FaultSentences = {
  readonly shape: string;
  readonly stranger: string;
  readonly stranger_topic: string;
  readonly skipped: string;
  readonly missing: string;
  readonly impossible: string;
  readonly adults: string;
  readonly option: string;
  readonly text: string;
};

/** Where one answer stands on the sheet. */
export type AnswerPlace = { readonly item: Item; readonly topic: string | null };

/** A file's definition, with what it leaves out because it has no topics. */
export function definitionFrom(file: unknown): InstrumentDefinition {
  const told = file as InstrumentDefinition;
  const none = { topics: { name: '', label: '', list: [] }, signs: {}, cards: [] };
  return { ...none, ...told, score: { ...{ rule: 'sum', when: [], items: [], bands: [] }, ...told.score } };
}

/** What each answer of an item's scale counts, reversed where the item is; nothing where it counts nothing. */
export function weightsOf(definition: InstrumentDefinition, item: Item): readonly number[] {
  const answers = optionsOf(definition, item).map(({ value }) => value);
  const plain = item.weights ?? answers.filter((value) => typeof value === 'number');
  if (plain.length !== answers.length) return [];
  const ends = Math.min(...plain) + Math.max(...plain);
  return item.reverse ? plain.map((one) => ends - one) : plain;
}

/** The topics an item is asked for; just null where it belongs to none. */
export function topicsOf(definition: InstrumentDefinition, item: Item): readonly (string | null)[] {
  if (!item.each) return [null];
  return definition.topics.list.map((topic) => topic.key).filter((key) => !item.skip?.includes(key));
}

/** What may be answered; nothing for a text. */
export function optionsOf(definition: InstrumentDefinition, item: Item): readonly AnswerOption[] {
  return (item.scale && definition.scales[item.scale]) || [];
}

export function bandStart(band: Band, topic: string): number {
  return band.from_for?.[topic] ?? band.from;
}

/** The gravest band that begins at or below the score. */
export function bandOf(definition: InstrumentDefinition, topic: string, score: number): string {
  const reached = definition.score.bands.filter((band) => bandStart(band, topic) <= score);
  const last = reached.at(-1);
  if (!last) throw new RangeError(`${topic}: no band holds ${score}`);
  return last.key;
}

/** The highest score a topic can reach. */
export function mostOf(definition: InstrumentDefinition, topic: string): number {
  return definition.items
    .filter((item) => definition.score.items.includes(item.key) && !item.skip?.includes(topic))
    .reduce((sum, item) => sum + Math.max(...weightsOf(definition, item)), 0);
}
