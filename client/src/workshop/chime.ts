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
