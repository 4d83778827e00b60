/** Types of fields that only the kinds of supervision ask for. */
import type { Component } from 'svelte';
import { type FieldInputProps, learnInputs } from '../../fields/field_inputs';
import { type FieldTypeRules, learnTypes } from '../../fields/field_types';

learnTypes(import.meta.glob<FieldTypeRules>('./*/index.ts', { eager: true, import: 'fieldType' }));
learnInputs(import.meta.glob<Component<FieldInputProps>>('./*/Input.svelte', { eager: true, import: 'default' }));
