const NOTES = [
	{ hertz: 659.3, after: 0 },
	{ hertz: 523.3, after: 0.35 },
]
const LOUDNESS = 0.12
const SECONDS = 1.4

let context: AudioContext | null = null

/** Two soft notes: the time is up. A browser that lets no page sound before it was touched keeps still. */
export function chime(): void {
	context ??= new AudioContext()
	const audio = context
	// A browser that lets nothing sound leaves the promise open or breaks it; the time is up without a sound, too.
	audio.resume().then(
		() => {
			for (const note of NOTES) play(audio, note)
		},
		() => {},
	)
}

function play(audio: AudioContext, { hertz, after }: (typeof NOTES)[number]): void {
	const start = audio.currentTime + after
	const gain = audio.createGain()
	gain.gain.setValueAtTime(0, start)
	gain.gain.linearRampToValueAtTime(LOUDNESS, start + 0.02)
	gain.gain.exponentialRampToValueAtTime(0.0001, start + SECONDS)
	const tone = audio.createOscillator()
	tone.frequency.value = hertz
	tone.connect(gain).connect(audio.destination)
	tone.start(start)
	tone.stop(start + SECONDS)
}
