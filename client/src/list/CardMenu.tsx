import type { CardKind } from '@charrette/shared'
import { DropdownMenu } from 'radix-ui'
import { type MouseEvent, type PointerEvent, useEffect, useMemo, useRef, useState } from 'react'
import {
	similarLabel,
	useOpenSimilar,
	useOpenTranslation,
	useSendShapes,
	useShareCard,
} from '../boardParts/detailsContext.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { useReader } from '../reading/useReading.tsx'
import menuStyles from '../ui/Menu.module.css'
import { type MenuItem, MenuItems } from '../ui/Menu.tsx'
import { useToast } from '../ui/Toasts.tsx'
import { useListContext, useListDeniedReason } from './ListContext.ts'

/** A card with a long press or a right click on it, and the position of that in the window. */
interface CardPress {
	card: string
	kind: CardKind
	/** The card's cluster; null outside of clusters. */
	cluster: string | null
	isLocked: boolean
	x: number
	y: number
}

interface CardMenuProps {
	press: CardPress
	onClose: () => void
}

/** The menu of a card's actions, at the position of the press. */
export function CardMenu({ press: { card, kind, cluster, isLocked, x, y }, onClose }: CardMenuProps) {
	const { edits, clusters, live, startWriting, openLinkDialog, openClusterDialog, remove, goTo } = useListContext()
	const { t } = useTranslation('board')
	const showToast = useToast()
	const hasChosen = useRef(false)
	const openSimilar = useOpenSimilar({ id: card, kind })
	const share = useShareCard({ id: card, kind })
	const send = useSendShapes()
	const openTranslation = useOpenTranslation()
	const denied = {
		arrange: useListDeniedReason('arrange'),
		link: useListDeniedReason('link'),
		write: useListDeniedReason('write'),
	}
	const choose = (item: MenuItem) => {
		hasChosen.current = true
		item.onChoose()
	}
	const unless = (reason: string | undefined, act: () => void) => () => (reason ? showToast(reason) : act())
	const move = (label: string, act: () => void): MenuItem => ({ label, onChoose: unless(denied.arrange, act) })
	const link = { label: t('list.link'), onChoose: unless(denied.link, () => openLinkDialog(card)) }
	const { isTranslated } = useReader().readText(card, live.textOf(card).get() ?? '')
	const translateLabel = t(isTranslated ? 'translate.correct' : 'translate.add')
	const translate = openTranslation
		? [{ label: translateLabel, onChoose: unless(denied.write, () => openTranslation(card, null)) }]
		: []
	const similar = [
		...(openSimilar ? [{ label: t(similarLabel(kind)), onChoose: openSimilar }] : []),
		...(share ? [{ label: t('menu.shareCities'), onChoose: share }] : []),
		...(send ? [{ label: t('menu.toPlenary'), onChoose: () => send([card]) }] : []),
	]
	const places = clusters.filter(({ id }) => id !== cluster)
	const moves = [
		...places.map(({ id, title }) => move(title || t('cluster.untitled'), () => edits.move(card, id))),
		...(cluster ? [move(t('list.unclustered'), () => edits.move(card, null))] : []),
		move(t('list.newCluster'), () => openClusterDialog({ card })),
	]
	return (
		<DropdownMenu.Root modal={false} open onOpenChange={(isOpen) => !isOpen && onClose()}>
			<DropdownMenu.Trigger asChild>
				<span aria-hidden="true" style={{ position: 'fixed', left: x, top: y }} />
			</DropdownMenu.Trigger>
			<DropdownMenu.Content
				className={menuStyles['menu']}
				aria-label={t('card.panel')}
				align="start"
				collisionPadding={8}
				loop
				onCloseAutoFocus={(event) => {
					event.preventDefault()
					if (!hasChosen.current) goTo(card)
				}}
			>
				{isLocked ? (
					<MenuItems onChoose={choose} items={[link, ...similar, move(t('menu.unlock'), () => edits.unlock(card))]} />
				) : (
					<>
						<MenuItems
							onChoose={choose}
							items={[
								{ label: t('list.edit'), onChoose: () => startWriting(card) },
								link,
								...translate,
								...similar,
								{ label: t('card.delete'), onChoose: () => remove(card) },
							]}
						/>
						<DropdownMenu.Group className={menuStyles['section']} aria-label={t('list.moveTo')}>
							<b aria-hidden="true">{t('list.moveTo')}</b>
							<MenuItems onChoose={choose} items={moves} />
						</DropdownMenu.Group>
					</>
				)}
			</DropdownMenu.Content>
		</DropdownMenu.Root>
	)
}

const LONG_PRESS_MS = 500
/** A touch that moves farther is a scroll. */
const MAX_MOVE_PX = 10

/**
 * Returns the card with a long press or a right click on it, and the handlers for the element
 * around all cards. Browsers report a long press as a right click, except Safari.
 */
export function useCardPress() {
	const [press, setPress] = useState<CardPress | null>(null)
	const pending = useRef<{ x: number; y: number; timer: ReturnType<typeof setTimeout> } | null>(null)
	const handlers = useMemo(() => {
		const cancel = () => {
			if (pending.current) clearTimeout(pending.current.timer)
			pending.current = null
		}
		const open = (target: EventTarget, x: number, y: number) => {
			const row = target instanceof Element ? target.closest('[data-main]')?.closest<HTMLElement>('[data-card]') : null
			const { card, kind, cluster, locked } = row?.dataset ?? {}
			if (card) setPress({ card, kind: kind as CardKind, cluster: cluster || null, isLocked: locked === 'true', x, y })
			return card !== undefined
		}
		return {
			onContextMenu(event: MouseEvent) {
				const isTouch = pending.current !== null
				cancel()
				if (!open(event.target, event.clientX, event.clientY)) return
				event.preventDefault()
				if (isTouch) ignoreNextClick()
			},
			onPointerDown({ pointerType, target, clientX: x, clientY: y }: PointerEvent) {
				cancel()
				if (pointerType === 'mouse') return
				const timer = setTimeout(() => {
					pending.current = null
					if (open(target, x, y)) ignoreNextClick()
				}, LONG_PRESS_MS)
				pending.current = { x, y, timer }
			},
			onPointerMove({ clientX, clientY }: PointerEvent) {
				const from = pending.current
				if (from && Math.hypot(clientX - from.x, clientY - from.y) > MAX_MOVE_PX) cancel()
			},
			onPointerUp: cancel,
			onPointerCancel: cancel,
		}
	}, [])
	useEffect(() => handlers.onPointerCancel, [handlers])
	return { press, close: () => setPress(null), handlers }
}

/** Ignores the click that follows when the finger that opened the menu leaves the screen. */
function ignoreNextClick(): void {
	const ignore = (event: Event) => {
		event.preventDefault()
		event.stopPropagation()
		stop()
	}
	const stop = () => {
		window.removeEventListener('click', ignore, true)
		window.removeEventListener('pointerdown', stop, true)
	}
	window.addEventListener('click', ignore, true)
	window.addEventListener('pointerdown', stop, true)
}
