/** What can happen in a history. `i`: which of what is there. */

export type HistoryStep =
  | { do: 'register' | 'paper' | 'sync' | 'kill' | 'answer' | 'river'; phone: number; i: number }
  | { do: 'visit' | 'edit'; phone: number; i: number; field: number; bad: boolean }
  | { do: 'network'; phone: number; coming: ('fine' | 'out' | 'lost')[]; limit: number }
  | {
      do: 'grant' | 'hand over' | 'revoke' | 'erase' | 'begin backup' | 'end backup' | 'back up' | 'restore' | 'spoil';
      i: number;
    };
