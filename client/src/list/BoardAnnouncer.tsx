import {
	type BoardContent,
	type Card,
	isAnnouncedChange,
	type Link,
	plainText,
	type Records,
	withJoined,
} from '@charrette/shared'
import { useEffect, useEffectEvent, useState } from 'react'
import type { Awareness } from 'y-protocols/awareness'
import type * as Y from 'yjs'
import type { Translate } from '../i18n/texts.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { changedRecordIds } from '../sync/recordEvents.ts'

/** Number of announcements above which the rest is only counted. */
const MAX_ANNOUNCED = 3

/** Announces other people's edits to screen readers, in batches. */
export function BoardAnnouncer(deps: AnnouncementDeps) {
	const { t } = useTranslation(['board', 'app'])
	const announcements = useAnnouncements(deps)
	const sentences = announcements.slice(0, MAX_ANNOUNCED).map((announcement) => describe(announcement, t))
	const more = announcements.length - sentences.length
	return (
		<p className="visuallyHidden" role="log" aria-live="polite" aria-label={t('board:list.announcements')}>
			{[...sentences, ...(more > 0 ? [t('board:list.announcement.more', { count: more })] : [])].join(' ')}
		</p>
	)
}

function describe(announcement: Announcement, t: Translate<['board', 'app']>): string {
	const name = announcement.author ?? t('board:list.someone')
	if (announcement.type === 'linked') {
		const { from, to, link } = announcement
		return t('board:list.announcement.linked', {
			name,
			from: plainText(from.text),
			to: plainText(to.text),
			meaning: t(`board:meanings.${link.meaning}`),
		})
	}
	const { kind, text } = announcement.card
	return t(`board:list.announcement.${announcement.type}`, {
		name,
		what: t(`board:list.one.${kind}`),
		text: plainText(text),
	})
}

const ANNOUNCE_INTERVAL_MS = 4000
/**
 * A card is announced once it has not changed for this long, so that typing is not announced letter
 * by letter.
 */
const SETTLED_MS = 1500

interface AnnouncementDeps {
	records: Records
	awareness: Awareness
	content: BoardContent
}

/** Returns the last batch of other people's edits; empty before the first. */
function useAnnouncements({ records, awareness, content }: AnnouncementDeps): readonly Announcement[] {
	const [batch, setBatch] = useState<readonly Announcement[]>([])
	const itemsNow = useEffectEvent(() => itemsById(content))

	useEffect(() => {
		const touched = new Map<string, { author: string | null; at: number }>()
		let announced: ItemsById = itemsNow()
		const onChange = (events: Y.YEvent<never>[], transaction: Y.Transaction) => {
			if (transaction.local) return
			const author = authorOf(transaction, awareness)
			const at = performance.now()
			for (const id of changedRecordIds(events)) touched.set(id, { author, at })
		}
		const announce = () => {
			const settledBy = performance.now() - SETTLED_MS
			const settled = [...touched].filter(([, { at }]) => at <= settledBy)
			for (const [id] of settled) touched.delete(id)
			const now = itemsNow()
			const found = announcementsOf(announced, now, new Map(settled.map(([id, { author }]) => [id, author])))
			// Cards that are still being changed keep their announced state, for the next batch.
			for (const id of touched.keys()) {
				const was = announced.get(id)
				if (was) now.set(id, was)
				else now.delete(id)
			}
			announced = now
			if (found.length > 0) setBatch(found)
		}
		records.observeDeep(onChange as never)
		const timer = setInterval(announce, ANNOUNCE_INTERVAL_MS)
		return () => {
			records.unobserveDeep(onChange as never)
			clearInterval(timer)
		}
	}, [records, awareness])
	return batch
}

/**
 * Returns the name of a remote transaction's author; null if it has several authors, or the author
 * is not present.
 */
function authorOf(transaction: Y.Transaction, awareness: Awareness): string | null {
	const clients = [...transaction.afterState].filter(
		([client, clock]) => clock !== (transaction.beforeState.get(client) ?? 0),
	)
	const [only] = clients
	if (!only || clients.length > 1) return null
	const { user } = (awareness.getStates().get(only[0]) ?? {}) as { user?: { name?: string } }
	return user?.name || null
}

/** Another person's edit. `author` is the author's name; null if it is unknown. */
type Announcement =
	| { type: 'added' | 'changed' | 'removed'; author: string | null; card: Card }
	| { type: 'linked'; author: string | null; link: Link; from: Card; to: Card }

/** Cards and links by id. */
type ItemsById = ReadonlyMap<string, Card | Link>

/**
 * Returns a board's cards and links by id, for a later comparison. Empty cards are left out: they
 * are announced once they have text.
 */
export function itemsById({ cards, links }: Pick<BoardContent, 'cards' | 'links'>): Map<string, Card | Link> {
	const written = withJoined(cards).filter((card) => card.text !== '')
	return new Map([...written, ...links].map((item) => [item.id, item]))
}

/**
 * Returns the announcements for the records that other people changed. `touched` has the author's
 * name by record id. A card that was only moved on the canvas is not announced.
 */
export function announcementsOf(
	before: ItemsById,
	now: ItemsById,
	touched: ReadonlyMap<string, string | null>,
): Announcement[] {
	return [...touched].flatMap(([id, author]): Announcement[] => {
		const [was, is] = [before.get(id), now.get(id)]
		if (isLink(is) && !was) {
			const [from, to] = [now.get(is.from), now.get(is.to)]
			return isCard(from) && isCard(to) ? [{ type: 'linked', author, link: is, from, to }] : []
		}
		if (isCard(is) && !isCard(was)) return [{ type: 'added', author: author ?? is.author ?? null, card: is }]
		if (isCard(is) && isCard(was)) return isAnnouncedChange(was, is) ? [{ type: 'changed', author, card: is }] : []
		return isCard(was) ? [{ type: 'removed', author, card: was }] : []
	})
}

const isCard = (item: Card | Link | undefined): item is Card => item !== undefined && 'kind' in item
const isLink = (item: Card | Link | undefined): item is Link => item !== undefined && 'meaning' in item
