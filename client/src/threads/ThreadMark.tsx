import { joinParts } from '../i18n/listText.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { useConversation, useConversations, useOpenThreads, useThreads } from './ThreadPlace.ts'
import styles from './threads.module.css'

/** Two speech bubbles. */
export function ThreadIcon() {
	return (
		<svg viewBox="0 0 24 24" aria-hidden="true" className={styles['icon']}>
			<path d="M3 4h12v8H9l-4 3v-3H3zM18 9h3v8h-3v3l-4-3H9" />
		</svg>
	)
}

interface ThreadMarkProps {
	/** The shape, or `BOARD_KEY`. */
	on: string
	/**
	 * `row`: beside other buttons of a list; `scene`: on a card of a presentation. Otherwise the mark
	 * is at the edge of its shape on the canvas, and is a bubble itself: an SVG element in each of
	 * hundreds would cost every frame of a pan a tenth more (TALK2a).
	 */
	place?: 'row' | 'cluster' | 'image' | 'edge' | 'scene'
	/** The name of the shape, where the mark of a shape without messages begins a thread. */
	of?: string
	tabIndex?: number
	/** What a press does in a scene of a presentation, in place of opening the thread. */
	onPress?: () => void
	isPressed?: boolean
}

/**
 * The number of open messages on a shape, in colour if some are unread (TALK2). A press opens the
 * thread. There is nothing if there are none, unless `of` is given.
 */
export function ThreadMark({ on, place = 'edge', of, tabIndex = -1, onPress, isPressed }: ThreadMarkProps) {
	const { t } = useTranslation('board')
	const threads = useThreads()
	const { count = 0, unread = 0 } = useConversation(on) ?? {}
	if (!threads || (count === 0 && !(of && threads.mayWrite))) return null
	const label = joinParts([
		count > 0 ? t('threads.messages', { count }) : t('threads.thread', { of: of ?? '' }),
		unread > 0 && t('threads.unread', { count: unread }),
	])
	return (
		<button
			type="button"
			className={styles['mark']}
			data-place={place}
			data-unread={unread > 0 || undefined}
			tabIndex={tabIndex}
			aria-label={label}
			title={label}
			aria-pressed={isPressed}
			// The canvas would start to drag the shape; a list would close its editor.
			onPointerDown={(event) => event.stopPropagation()}
			onMouseDown={(event) => event.preventDefault()}
			onClick={onPress ?? (() => threads.open(on))}
		>
			{(place === 'row' || place === 'scene') && <ThreadIcon />}
			{count || null}
		</button>
	)
}

/** Opens the panel with all threads of the board; with the number of unread messages. */
export function ThreadsButton() {
	const { t } = useTranslation('board')
	const opening = useOpenThreads()
	const unread = useConversations().reduce((sum, one) => sum + one.unread, 0)
	if (!opening) return null
	const label = joinParts([t('threads.title'), unread > 0 && t('threads.unread', { count: unread })])
	return (
		<button type="button" className={styles['all']} aria-label={label} title={label} onClick={opening.openAll}>
			<ThreadIcon />
			{unread > 0 && <b>{unread}</b>}
		</button>
	)
}
