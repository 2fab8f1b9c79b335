import { DropdownMenu } from 'radix-ui'
import { useRef } from 'react'
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
import { type MenuItem, MenuItems } from '../ui/MenuPanel.tsx'
import { useToast } from '../ui/Toasts.tsx'
import { useListContext, useListDeniedReason } from './ListContext.ts'
import type { CardPress } from './useCardPress.ts'

export interface CardMenuProps {
	press: CardPress
	onClose: () => void
}

/** The menu of a card's actions, at the position of the press; a chunk of its own. */
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
