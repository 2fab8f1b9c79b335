import {
	createContext,
	type FocusEvent,
	type KeyboardEvent,
	type ReactNode,
	type RefObject,
	use,
	useCallback,
	useEffect,
	useLayoutEffect,
	useMemo,
	useRef,
	useState,
} from 'react'
import { createPortal } from 'react-dom'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Button } from './Button.tsx'
import { mostImportantNotice, NOTICE_RANKS, type NoticeRank, type StackedNotice } from './foldNotices.ts'
import { Icon } from './Icon.tsx'
import type { IconName } from './iconPaths.ts'
import { joinClasses } from './joinClasses.ts'
import styles from './Notices.module.css'
import { useCover } from './useCover.ts'

type Slots = Readonly<Partial<Record<NoticeRank, HTMLElement>>>

/** The stack of a page, which contains all its notices. */
interface NoticesValue {
	/** The live region of each rank, into which notices are rendered. */
	slots: Slots
	/** The ids of the notices that are shown: one, or all; the others are folded. */
	shown: ReadonlySet<number | null>
	add(notice: StackedNotice): () => void
	addOutlet(outlet: HTMLElement): () => void
	/** The element that had the focus before it moved into the notices. */
	before: RefObject<Element | null>
}

const NoticesContext = createContext<NoticesValue | null>(null)

function useNotices(): NoticesValue {
	const notices = use(NoticesContext)
	if (!notices) throw new Error('a notice needs NoticeProvider')
	return notices
}

/**
 * Provides `Notice` and shows one notice at a time, the others behind a count: in the page's
 * `NoticeOutlet`, which leaves space for it, or else at the lower edge of the window.
 */
export function NoticeProvider({ children }: { children: ReactNode }) {
	const [notices, setNotices] = useState<readonly StackedNotice[]>([])
	const [outlets, setOutlets] = useState<readonly HTMLElement[]>([])
	const [slots, setSlots] = useState<Slots>({})
	const [isUnfolded, setUnfolded] = useState(false)
	const before = useRef<Element | null>(null)
	const hasMany = notices.length > 1
	useEffect(() => {
		if (!hasMany) setUnfolded(false)
	}, [hasMany])

	const add = useCallback((notice: StackedNotice) => {
		setNotices((all) => [...all, notice])
		return () => setNotices((all) => all.filter((each) => each !== notice))
	}, [])
	const addOutlet = useCallback((outlet: HTMLElement) => {
		setOutlets((all) => [...all, outlet])
		return () => setOutlets((all) => all.filter((each) => each !== outlet))
	}, [])
	const shown = useMemo(
		() => new Set(isUnfolded ? notices.map(({ id }) => id) : [mostImportantNotice(notices)]),
		[notices, isUnfolded],
	)
	const value = useMemo(() => ({ slots, shown, add, addOutlet, before }), [slots, shown, add, addOutlet])
	const stack = <NoticeStack count={notices.length} isUnfolded={isUnfolded} onUnfold={setUnfolded} onSlots={setSlots} />
	const outlet = outlets.at(-1)
	return (
		<NoticesContext value={value}>
			{children}
			{outlet ? createPortal(stack, outlet) : <div className={styles['page']}>{stack}</div>}
		</NoticesContext>
	)
}

interface NoticeOutletProps {
	ref?: RefObject<HTMLDivElement | null>
	/**
	 * The class of the outlet. By default it is part of a column, in which the scrolling part makes
	 * space.
	 */
	className?: string | undefined
	/** Whether it covers the content of the page, rather than being part of a panel. */
	isCover?: boolean
}

/** The position of the notices on a page, while it is mounted. It is as high as the notices. */
export function NoticeOutlet({ ref, className = styles['flow'], isCover = true }: NoticeOutletProps) {
	const { addOutlet } = useNotices()
	const own = useRef<HTMLDivElement>(null)
	const outlet = ref ?? own
	useCover(outlet, isCover ? 'notices' : undefined)
	useLayoutEffect(() => (outlet.current ? addOutlet(outlet.current) : undefined), [outlet, addOutlet])
	return <div ref={outlet} className={className} />
}

interface NoticeStackProps {
	count: number
	/** Whether all notices are shown, rather than one. */
	isUnfolded: boolean
	onUnfold: (isUnfolded: boolean) => void
	onSlots: (slots: Slots) => void
}

/**
 * The stack: a live region for each rank. Screen readers announce additions only in regions that
 * already exist.
 */
function NoticeStack({ count, isUnfolded, onUnfold, onSlots }: NoticeStackProps) {
	const { t } = useTranslation()
	const root = useRef<HTMLDivElement>(null)
	const slots = useRef<Partial<Record<NoticeRank, HTMLElement>>>({})
	useLayoutEffect(() => {
		onSlots({ ...slots.current })
		return () => onSlots({})
	}, [onSlots])
	useEffect(() => {
		const element = root.current
		// tldraw ignores key events with this property.
		const claim = (event: Event) => Object.assign(event, { isKilled: true })
		element?.addEventListener('keydown', claim)
		return () => element?.removeEventListener('keydown', claim)
	}, [])
	return (
		<div
			ref={root}
			className={styles['stack']}
			data-notices=""
			data-unfolded={isUnfolded || undefined}
			{...(count > 0 ? { role: 'region', 'aria-label': t('notices.label') } : {})}
		>
			{NOTICE_RANKS.map((rank) => (
				<div
					key={rank}
					ref={(element) => {
						if (element) slots.current[rank] = element
					}}
					className={styles['slot']}
					data-rank={rank}
					// A call is an alert itself. In the other ranks, screen readers read only the added
					// notice.
					{...(rank === 'call' ? {} : { role: 'status', 'aria-atomic': false })}
				/>
			))}
			{count > 1 && (
				<button
					type="button"
					className={styles['more']}
					aria-expanded={isUnfolded}
					title={isUnfolded ? undefined : t('notices.all', { count })}
					onClick={() => onUnfold(!isUnfolded)}
				>
					{isUnfolded ? (
						t('notices.fewer')
					) : (
						<>
							<span aria-hidden="true">+{count - 1}</span>
							<span className="visuallyHidden">{t('notices.all', { count })}</span>
						</>
					)}
					<Icon name={isUnfolded ? 'chevronUp' : 'chevronDown'} size={16} />
				</button>
			)}
		</div>
	)
}

let nextId = 0

interface NoticeProps extends Omit<NoticeCardProps, 'isFolded' | 'role'> {
	rank: NoticeRank
	/** Whether it counts as older than all others. At most one such notice is mounted at a time. */
	isOldest?: boolean
}

/** A notice in the stack of the page, while it is mounted. */
export function Notice({ rank, isOldest, ...card }: NoticeProps) {
	const { slots, shown, add } = useNotices()
	const [id] = useState(() => (isOldest ? -1 : nextId++))
	useLayoutEffect(() => add({ id, rank }), [add, id, rank])
	const slot = slots[rank]
	const role = rank === 'call' ? 'alert' : undefined
	return slot && createPortal(<NoticeCard {...card} role={role} isFolded={!shown.has(id)} />, slot)
}

interface NoticeCardProps {
	icon?: IconName
	/**
	 * The tone of the notice. `plain`: information. `warn`: a restriction of this person. `accent`:
	 * from the facilitator. `dark`: an event. `error`: a failure.
	 */
	tone?: 'plain' | 'warn' | 'accent' | 'dark' | 'error'
	role?: 'alert' | undefined
	/** Whether only the text is rendered, for screen readers. */
	isFolded?: boolean
	children: ReactNode
	actions?: ReactNode
	closeLabel?: string
	onClose?: () => void
	ref?: RefObject<HTMLDivElement | null>
}

/**
 * The card of a notice. If it is removed while it has the focus, the focus returns to the previous
 * element.
 */
export function NoticeCard(props: NoticeCardProps) {
	const { icon, tone = 'plain', role, isFolded, children, actions, closeLabel, onClose, ref } = props
	const { t } = useTranslation()
	const { before } = useNotices()
	const own = useRef<HTMLDivElement>(null)
	const card = ref ?? own
	useLayoutEffect(() => {
		const element = card.current
		return () => {
			if (element?.contains(document.activeElement)) returnFocus(before.current)
		}
	}, [card, before])
	const onFocus = ({ relatedTarget }: FocusEvent) => {
		if (!relatedTarget?.closest('[data-notices]')) before.current = relatedTarget
	}
	const onKeyDown = (event: KeyboardEvent) => {
		if (event.key === 'Escape') returnFocus(before.current)
	}
	return (
		// biome-ignore lint/a11y/noStaticElementInteractions: it only observes the focus, and Esc leaves
		<div
			ref={card}
			role={role}
			className={joinClasses(styles['notice'], isFolded && 'visuallyHidden')}
			data-tone={tone}
			onFocus={onFocus}
			onKeyDown={onKeyDown}
		>
			{icon && <Icon name={icon} size={18} />}
			<div className={styles['text']}>{children}</div>
			{!isFolded && actions && <div className={styles['actions']}>{actions}</div>}
			{!isFolded && onClose && (
				<Button
					variant="quiet"
					icon="close"
					iconOnly
					className={styles['close']}
					aria-label={closeLabel ?? t('dismiss')}
					onClick={onClose}
				/>
			)}
		</div>
	)
}

/**
 * Focuses the element that had the focus before a notice. If it no longer exists, focuses the
 * canvas or the content of the page.
 */
function returnFocus(before: Element | null): void {
	const target = before?.isConnected ? before : document.querySelector('.tl-container, main')
	if (!(target instanceof HTMLElement)) return
	if (target.matches('main')) target.tabIndex = -1
	target.focus({ preventScroll: true })
}
