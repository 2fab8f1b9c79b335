import { useState } from 'react'
import type { Drag } from './PhaseRow.tsx'

/** Rows that are put in another order by dragging; `onMove` hears which row goes to which place. */
export function useDragOrder(onMove: (from: number, to: number) => void): (index: number) => Drag {
	const [from, setFrom] = useState<number | null>(null)
	const [over, setOver] = useState<number | null>(null)
	const end = () => {
		setFrom(null)
		setOver(null)
	}
	return (index) => ({
		draggable: true,
		'data-drop': from !== null && over === index && from !== index ? (from < index ? 'after' : 'before') : undefined,
		onDragStart(event) {
			event.dataTransfer.effectAllowed = 'move'
			setFrom(index)
		},
		onDragOver(event) {
			if (from === null) return
			event.preventDefault()
			setOver(index)
		},
		onDragEnd: end,
		onDrop(event) {
			event.preventDefault()
			if (from !== null && from !== index) onMove(from, index)
			end()
		},
	})
}
