/** One short tone (提示音): E5, as a doorbell's second note, soft at both ends. */
const pitchHz = 659
const seconds = 0.9
const loudness = 0.2

/**
 * Plays the tone of an event of Ⅰ or Ⅱ, where the browser lets us: after somebody has touched the screen,
 * or with the kiosk's own leave. Silent otherwise; nothing is queued.
 */
export function createSoundCue(open: () => AudioContext = () => new AudioContext()) {
  let context: AudioContext | null = null
  return {
    play(): void {
      context ??= open()
      if (context.state !== 'running') {
        // Asked once for the next time: a tone that comes late says something false.
        void context.resume().catch(() => {})
        return
      }
      const now = context.currentTime
      const [tone, volume] = [context.createOscillator(), context.createGain()]
      tone.frequency.value = pitchHz
      volume.gain.setValueAtTime(0, now)
      volume.gain.linearRampToValueAtTime(loudness, now + 0.03)
      volume.gain.exponentialRampToValueAtTime(0.001, now + seconds)
      tone.connect(volume).connect(context.destination)
      tone.start(now)
      tone.stop(now + seconds)
    },
    close(): void {
      void context?.close()
      context = null
    },
  }
}
