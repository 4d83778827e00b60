/** Records a voice for a minute at the most. */

const TYPES = ['audio/webm', 'audio/mp4', 'audio/ogg'];
export const LONGEST = 60;
const LARGEST = 1_000_000;

export interface VoiceRecording {
  readonly content: Blob;
  readonly type: string;
  readonly seconds: number;
}

export interface VoiceRecorder {
  readonly stop: () => void;
  /** undefined: nothing that could be kept. */
  readonly done: Promise<VoiceRecording | undefined>;
}

/** Throws where the microphone may not be used, or is not there. */
export async function startRecording(onsecond: (seconds: number) => void): Promise<VoiceRecorder> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const type = TYPES.find((one) => MediaRecorder.isTypeSupported(one)) ?? '';
  const recorder = new MediaRecorder(stream, { mimeType: type, audioBitsPerSecond: 24_000 });
  const parts: Blob[] = [];
  let seconds = 0;
  const stop = (): void => {
    if (recorder.state !== 'inactive') recorder.stop();
  };
  const clock = setInterval(() => {
    seconds += 1;
    onsecond(seconds);
    if (seconds >= LONGEST) stop();
  }, 1000);
  recorder.ondataavailable = ({ data }) => parts.push(data);
  const done = new Promise<VoiceRecording | undefined>((heard) => {
    recorder.onstop = () => {
      clearInterval(clock);
      for (const track of stream.getTracks()) track.stop();
      const content = new Blob(parts, { type });
      heard(content.size > 0 && content.size <= LARGEST ? { content, type, seconds } : undefined);
    };
  });
  recorder.start();
  return { stop, done };
}
