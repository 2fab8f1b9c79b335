import type { CardKind } from './Card.ts'

/** Each kind's ink and fill on paper: the light palette of tokens.css as plain values, since what leaves the page takes no CSS variables along. */
export const KIND_COLOURS: Record<CardKind, { ink: string; fill: string }> = {
	obstacle: { ink: '#b04600', fill: '#fde6d8' },
	solution: { ink: '#00734f', fill: '#d8f2e7' },
	case: { ink: '#005c93', fill: '#dcecf8' },
	resource: { ink: '#8a3a6c', fill: '#f6e2ee' },
	question: { ink: '#6f6200', fill: '#fbf5c8' },
	action: { ink: '#3f4bb3', fill: '#e4e6fb' },
	note: { ink: '#5b5f66', fill: '#f2f0ea' },
}
