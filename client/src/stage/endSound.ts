import type { TimerReading } from '@charrette/shared'
import { useEffect, useRef } from 'react'
import { createCell } from '../session/cell.ts'
import { chime } from './chime.ts'

const MUTED_KEY = 'charrette.muted'
/** A page that slept over the end of the time does not sound when it wakes. */
const LATE_MS = 5000

const cell = createCell(localStorage.getItem(MUTED_KEY) === 'true')

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
		const isEnd = isCounting.current && reading?.leftMs === 0 && reading.overMs < LATE_MS
		isCounting.current = reading?.isRunning === true && reading.leftMs > 0
		if (isEnd && !isMuted.get()) chime()
	}, [reading])
}
