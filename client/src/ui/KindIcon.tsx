import type { CardKind } from '@charrette/shared'
import { KIND_PATHS } from './kindPaths.ts'

/**
 * The icon of a kind of card, in the colour of the text around it. Hidden from screen readers,
 * which read the kind's name beside it.
 */
export function KindIcon({ kind, size = 20 }: { kind: CardKind; size?: number }) {
	return (
		<svg
			width={size}
			height={size}
			viewBox="0 0 24 24"
			fill="none"
			stroke="currentColor"
			strokeWidth={2}
			strokeLinecap="round"
			strokeLinejoin="round"
			aria-hidden="true"
		>
			<path d={KIND_PATHS[kind]} />
		</svg>
	)
}
