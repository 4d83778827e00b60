/** What a page asks of the server: whether an answer is awaited, and what is wrong, brought into view. */
import type { ApiAnswer, Json } from '../core/types';
import { refusalText } from './refusal_text';
import { scrollToProblem } from './scroll_to_problem';
import type { VisitorDoor } from './visitor_door';

export class VisitorRequest {
  busy = $state(false);
  problem = $state('');
  readonly #door: VisitorDoor;

  constructor(door: VisitorDoor) {
    this.#door = door;
    $effect(() => {
      if (this.problem) void scrollToProblem();
    });
  }

  /** The answer, which may be empty; where none came, `problem` says why: `weather` where there is no line. */
  async post<T>(path: string, body: Json, weather: string): Promise<T | undefined> {
    this.busy = true;
    const came: ApiAnswer<T> = await this.#door.post<T>(path, body);
    this.busy = false;
    this.problem = refusalText(came, weather);
    return came.is === 'answer' ? came.body : undefined;
  }
}
