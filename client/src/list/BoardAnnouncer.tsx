import type { BoardContent, Card, Link, Records } from '@charrette/shared'
import { useEffect, useRef, useState } from 'react'
import type { Awareness } from 'y-protocols/awareness'
import type * as Y from 'yjs'
import type { Translate } from '../i18n/texts.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { recordsIn } from './followBoard.ts'

/** So many things are told one by one; what is more is counted. */
const MAX_ANNOUNCED = 3

/** Tells those who listen, politely and not too often, what others do on the board. */
export function BoardAnnouncer(deps: AnnouncementDeps) {
	const { t } = useTranslation(['board', 'app'])
	const news = useAnnouncements(deps)
	const told = news.slice(0, MAX_ANNOUNCED).map((item) => describe(item, t))
	const more = news.length - told.length
	return (
		<p className="visuallyHidden" role="log" aria-live="polite" aria-label={t('board:list.announcements')}>
			{[...told, ...(more > 0 ? [t('board:list.announcement.more', { count: more })] : [])].join(' ')}
		</p>
	)
}

function describe(news: Announcement, t: Translate<['board', 'app']>): string {
	const name = news.who ?? t('board:list.someone')
	if (news.type === 'linked') {
		const { from, to, link } = news
		return t('board:list.announcement.linked', {
			name,
			from: from.text,
			to: to.text,
			meaning: t(`board:meanings.${link.meaning}`),
		})
	}
	const { kind, text } = news.card
	return t(`board:list.announcement.${news.type}`, { name, what: t(`board:list.one.${kind}`), text })
}

/** At most so often is anything told. */
const ANNOUNCE_INTERVAL_MS = 4000
/** So long must nobody have touched a card before it is told of: who types is not told letter by letter. */
const SETTLED_MS = 1500

interface AnnouncementDeps {
	records: Records
	awareness: Awareness
	content: BoardContent
}

/** What others did last, batched; empty until somebody does something. One's own doing is never in it. */
function useAnnouncements({ records, awareness, content }: AnnouncementDeps): readonly Announcement[] {
	const [news, setNews] = useState<readonly Announcement[]>([])
	const latest = useRef(content)
	latest.current = content

	useEffect(() => {
		const touched = new Map<string, { who: string | null; at: number }>()
		let told: ItemsById = itemsById(latest.current)
		const onChange = (events: Y.YEvent<never>[], transaction: Y.Transaction) => {
			if (transaction.local) return
			const who = authorOf(transaction, awareness)
			const at = performance.now()
			for (const id of recordsIn(events)) touched.set(id, { who, at })
		}
		const tell = () => {
			const settledBy = performance.now() - SETTLED_MS
			const settled = [...touched].filter(([, { at }]) => at <= settledBy)
			for (const [id] of settled) touched.delete(id)
			const now = itemsById(latest.current)
			const found = announcementsOf(told, now, new Map(settled.map(([id, { who }]) => [id, who])))
			// What is still being changed stays as it was told.
			for (const id of touched.keys()) {
				const was = told.get(id)
				if (was) now.set(id, was)
				else now.delete(id)
			}
			told = now
			if (found.length > 0) setNews(found)
		}
		records.observeDeep(onChange as never)
		const timer = setInterval(tell, ANNOUNCE_INTERVAL_MS)
		return () => {
			records.unobserveDeep(onChange as never)
			clearInterval(timer)
		}
	}, [records, awareness])
	return news
}

/** The name of the one whose changes a transaction brought; null if there are several, or if they are not here. */
function authorOf(transaction: Y.Transaction, awareness: Awareness): string | null {
	const clients = [...transaction.afterState].filter(
		([client, clock]) => clock !== (transaction.beforeState.get(client) ?? 0),
	)
	const [only] = clients
	if (!only || clients.length > 1) return null
	const { user } = (awareness.getStates().get(only[0]) ?? {}) as { user?: { name?: string } }
	return user?.name || null
}

/** Something that somebody else did, to be told in words. `who` is null where that is not known. */
type Announcement =
	| { type: 'added' | 'changed' | 'removed'; who: string | null; card: Card }
	| { type: 'linked'; who: string | null; link: Link; from: Card; to: Card }

/** What stood on the board when it was last told: cards and links by id. */
type ItemsById = ReadonlyMap<string, Card | Link>

/** A board's cards and links by id, to compare with later. A card says nothing until somebody has written on it. */
export function itemsById({ cards, links }: Pick<BoardContent, 'cards' | 'links'>): Map<string, Card | Link> {
	const written = cards.filter((card) => card.text !== '')
	return new Map([...written, ...links].map((item) => [item.id, item]))
}

/** What is new in the records that others touched, by whom. A card that was merely moved on the canvas is no news. */
export function announcementsOf(
	before: ItemsById,
	now: ItemsById,
	touched: ReadonlyMap<string, string | null>,
): Announcement[] {
	return [...touched].flatMap(([id, who]): Announcement[] => {
		const [was, is] = [before.get(id), now.get(id)]
		if (isLink(is) && !was) {
			const [from, to] = [now.get(is.from), now.get(is.to)]
			return isCard(from) && isCard(to) ? [{ type: 'linked', who, link: is, from, to }] : []
		}
		if (isCard(is) && !isCard(was)) return [{ type: 'added', who: who ?? is.author ?? null, card: is }]
		if (isCard(is) && isCard(was)) return isSame(was, is) ? [] : [{ type: 'changed', who, card: is }]
		return isCard(was) ? [{ type: 'removed', who, card: was }] : []
	})
}

const isCard = (item: Card | Link | undefined): item is Card => item !== undefined && 'kind' in item
const isLink = (item: Card | Link | undefined): item is Link => item !== undefined && 'meaning' in item

const isSame = (a: Card, b: Card) =>
	a.text === b.text && a.kind === b.kind && a.category === b.category && a.cluster === b.cluster
