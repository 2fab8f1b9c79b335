import type { TimerReading } from '@charrette/shared'
import { useEffect, useRef } from 'react'
import { createObservable } from '../connection/observable.ts'

const MUTED_KEY = 'charrette.muted'
/** A page that slept over the end of the time does not sound when it wakes. */
const LATE_MS = 5000

const cell = createObservable(localStorage.getItem(MUTED_KEY) === 'true')

/** Whether the end of the time makes no sound on this device. */
export const isMuted = {
	...cell,
	set(muted: boolean) {
		localStorage.setItem(MUTED_KEY, String(muted))
		cell.set(muted)
	},
}

/** Sounds when the time that runs before one's eyes is up; who comes later hears nothing. */
export function useEndSound(reading: TimerReading | null): void {
	const isCounting = useRef(false)
	useEffect(() => {
		const isEnd = isCounting.current && reading?.remainingMs === 0 && reading.overtimeMs < LATE_MS
		isCounting.current = reading?.isRunning === true && reading.remainingMs > 0
		if (isEnd && !isMuted.get()) chime()
	}, [reading])
}

const NOTES = [
	{ hertz: 659.3, after: 0 },
	{ hertz: 523.3, after: 0.35 },
]
const LOUDNESS = 0.12
const SECONDS = 1.4

let context: AudioContext | null = null

/** Two soft notes: the time is up. A browser that lets no page sound before it was touched keeps still. */
function chime(): void {
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

const STORAGE_KEY = 'charrette.chime'
const NOTES_HZ = [659.3, 523.3]
const NOTE_SECONDS = 0.9

/** Whether the end of a time is heard on this device. */
export function isChimeOn(): boolean {
	return localStorage.getItem(STORAGE_KEY) !== 'off'
}

/** Keeps whether the end of a time is heard on this device. */
export function setChime(isOn: boolean): void {
	localStorage.setItem(STORAGE_KEY, isOn ? 'on' : 'off')
}

/** Two soft notes that say a time is up, unless this device is to be silent. */
export function playChime(): void {
	if (!isChimeOn()) return
	const sound = new AudioContext()
	for (const [index, frequency] of NOTES_HZ.entries()) {
		const start = sound.currentTime + index * (NOTE_SECONDS / 2)
		const [note, loudness] = [sound.createOscillator(), sound.createGain()]
		note.frequency.value = frequency
		loudness.gain.setValueAtTime(0, start)
		loudness.gain.linearRampToValueAtTime(0.25, start + 0.03)
		loudness.gain.exponentialRampToValueAtTime(0.001, start + NOTE_SECONDS)
		note.connect(loudness).connect(sound.destination)
		note.start(start)
		note.stop(start + NOTE_SECONDS)
	}
	setTimeout(() => sound.close(), NOTES_HZ.length * NOTE_SECONDS * 1000)
}
