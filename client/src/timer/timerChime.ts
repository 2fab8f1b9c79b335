import type { TimerReading } from '@charrette/shared'
import { useEffect, useRef } from 'react'
import { localStore } from '../connection/browserStorage.ts'
import { createObservable } from '../connection/observable.ts'
import { LOCAL_KEYS } from '../connection/storageKeys.ts'

/** The longest delay of the chime: a page that was suspended and resumes later stays silent. */
const MAX_LATE_MS = 5000

const muted = createObservable(readMuted())

function readMuted(): boolean {
	const stored = localStore.read(LOCAL_KEYS.muted)
	return stored === null ? localStore.read(LOCAL_KEYS.formerMuted) === 'off' : stored === 'true'
}

/** Whether the end of a timer and calls for help are silent on this device. */
export const isMuted = {
	get: muted.get,
	subscribe: muted.subscribe,
	set(isOn: boolean) {
		localStore.write(LOCAL_KEYS.muted, String(isOn))
		muted.set(isOn)
	},
}

/**
 * Plays the chime when a timer runs out on this page, and makes a phone vibrate even if muted. Does
 * nothing for a timer that had ended before.
 */
export function useTimerChime(reading: TimerReading | null): void {
	const wasRunning = useRef(false)
	useEffect(() => {
		const isEnd = wasRunning.current && reading?.remainingMs === 0 && reading.overtimeMs < MAX_LATE_MS
		wasRunning.current = reading?.isRunning === true && reading.remainingMs > 0
		if (!isEnd) return
		navigator.vibrate?.(VIBRATION_MS)
		if (!isMuted.get()) playChime()
	}, [reading])
}

/** Two short pulses with a pause. */
const VIBRATION_MS = [200, 120, 200]

const NOTES = [
	{ hertz: 659.3, afterSeconds: 0 },
	{ hertz: 523.3, afterSeconds: 0.35 },
]
const GAIN = 0.12
const NOTE_SECONDS = 1.4

let context: AudioContext | null = null

/**
 * Plays two soft notes. Browsers block sound before the first click or key press on a page: then
 * nothing is played.
 */
export function playChime(): void {
	context ??= new AudioContext()
	const audio = context
	// If the browser blocks sound, this promise stays pending or rejects; neither is an error here.
	audio.resume().then(
		() => {
			for (const note of NOTES) playNote(audio, note)
		},
		() => {},
	)
}

function playNote(audio: AudioContext, { hertz, afterSeconds }: (typeof NOTES)[number]): void {
	const start = audio.currentTime + afterSeconds
	const gain = audio.createGain()
	gain.gain.setValueAtTime(0, start)
	gain.gain.linearRampToValueAtTime(GAIN, start + 0.02)
	gain.gain.exponentialRampToValueAtTime(0.0001, start + NOTE_SECONDS)
	const oscillator = audio.createOscillator()
	oscillator.frequency.value = hertz
	oscillator.connect(gain).connect(audio.destination)
	oscillator.start(start)
	oscillator.stop(start + NOTE_SECONDS)
}
