/**
 * The kinds of supervision, loaded before the book of somebody who supervises is opened. From then on they are found as
 * all others are.
 */
import kinds from '@coaching_kinds';
import sentences from '@coaching_sentences';
import type { Component } from 'svelte';
import { type declaredKinds, learnDeclared } from '../forms/declared_kinds';
import type { FormProps } from '../forms/form_props';
import { learnSentences } from '../forms/record_faults';
import type { RecordKind } from '../forms/record_kind';
import { learnKinds } from '../records';
import { learnForms } from '../records/kind_forms';
import { learnViews, type ViewProps } from '../records/kind_views';
import './fields/learn_fields';

const found = import.meta.glob<{ kind: RecordKind }>('./*/index.ts', { eager: true });

/** In their order. */
export const coachingKinds: readonly RecordKind[] = Object.values(found)
  .map((file) => file.kind)
  .sort((one, other) => one.place - other.place);

learnDeclared(kinds.kinds as unknown as typeof declaredKinds);
learnSentences(sentences);
learnKinds(coachingKinds);
learnForms(import.meta.glob<Component<FormProps>>('./*/Form.svelte', { eager: true, import: 'default' }));
learnViews(import.meta.glob<Component<ViewProps>>('./*/View.svelte', { eager: true, import: 'default' }));
