/** What a kind's own form is given. */
import type { Id } from '../core/types';
import type { OpenForm } from './open_form.svelte';

export interface FormProps {
  readonly form: OpenForm;
  readonly onsave: () => void;
  readonly onback: () => void;
  /** Another record of the case is looked at; what she wrote is kept. */
  readonly onrecord?: ((record: Id) => void) | undefined;
}
