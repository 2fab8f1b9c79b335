import { plainText, type Records, readBoardText, type ThreadMessage } from '@charrette/shared'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from '../i18n/useTranslation.ts'
import { useBoardPlace } from '../navigation/BoardPlace.ts'
import { type BoardText, useAskedTexts, useReader } from '../reading/useReading.tsx'
import { useToast } from '../ui/Toasts.tsx'
import { useEvent } from '../ui/useEvent.ts'
import { useWhenIdle } from '../ui/useWhenIdle.ts'
import type { NewMessage } from './BoardThreads.ts'
import { type ThreadPlace, useConversations, useThreads } from './ThreadPlace.ts'
import { describeAuthor } from './ThreadSection.tsx'

/**
 * Announces new messages of others to screen readers, shows a notice to the person whom a message
 * names, and counts such messages on the icon of the installed app (TALK4).
 */
export function ThreadNews({ records }: { records: Records }) {
	const place = useThreads()
	return (
		place && (
			<>
				<Announcer place={place} records={records} />
				<MentionNotice place={place} />
			</>
		)
	)
}

const ANNOUNCE_MS = 4000
/** Number of messages above which the rest is only counted. */
const MAX_ANNOUNCED = 3

function Announcer({ place: { threads, reader }, records }: { place: ThreadPlace; records: Records }) {
	const { t } = useTranslation(['panels', 'app'])
	const { workshop } = useBoardPlace()
	const { readText } = useReader()
	const [text, setText] = useState('')
	const [asked, setAsked] = useState<readonly BoardText[]>([])
	useAskedTexts(asked)
	const describe = useEvent(({ key, message }: NewMessage) =>
		t('announced', {
			name: describeAuthor(message, workshop, t('app:people.facilitator')).name || t('app:people.someone'),
			on: plainText(readText(key, readBoardText(records, key)).text).slice(0, 80),
			text: readText(message.id, message.text).text,
		}),
	)
	const describeMore = useEvent((count: number) => t('announcedMore', { count }))
	useEffect(() => {
		let news: NewMessage[] = []
		const stop = threads.onNew((messages) => {
			news.push(...messages.filter(({ message }) => !(reader.isOnePerson && message.author === reader.author)))
			setAsked(news.slice(0, MAX_ANNOUNCED).map(({ message }) => message))
		})
		const timer = setInterval(() => {
			if (news.length === 0) return
			const more = news.length - MAX_ANNOUNCED
			setText([...news.slice(0, MAX_ANNOUNCED).map(describe), ...(more > 0 ? [describeMore(more)] : [])].join(' '))
			news = []
		}, ANNOUNCE_MS)
		return () => {
			stop()
			clearInterval(timer)
		}
	}, [threads, reader, describe, describeMore])
	return (
		<p className="visuallyHidden" role="log" aria-live="polite" aria-label={t('announcements')}>
			{text}
		</p>
	)
}

/** How long a notice waits for its translation. */
const TRANSLATION_MS = 4000

/** A message that names this person, and where it is. */
interface Mention {
	key: string
	message: ThreadMessage
}

/** Shows a notice once for messages that name this person, when they are not typing. */
function MentionNotice({ place }: { place: ThreadPlace }) {
	const { t } = useTranslation(['panels', 'app'])
	const { workshop, onMentions } = useBoardPlace()
	const showToast = useToast()
	const { readText } = useReader()
	const conversations = useConversations()
	const unread = conversations.reduce((sum, { unreadMentions }) => sum + unreadMentions, 0)
	const mentions = conversations.flatMap(({ key, mentions }): Mention[] =>
		mentions.map((message) => ({ key, message })),
	)
	const { marks } = place.threads
	const idleCount = useWhenIdle(mentions.length)
	const latest = mentions.toSorted((a, b) => b.message.at - a.message.at)[0]
	const { id = '', text: written = '' } = latest?.message ?? {}
	useAskedTexts(useMemo(() => [{ id, text: written }], [id, written]))
	const isKnown = useReader().isKnown(id, written)
	const show = useEvent((count: number) => {
		if (!latest) return
		const { key, message } = latest
		const { name } = describeAuthor(message, workshop, t('app:people.facilitator'))
		const text =
			count === 1
				? t('mentioned', { name: name || t('app:people.someone'), text: readText(message.id, message.text).text })
				: t('mentionedOften', { count })
		showToast(text.length > 160 ? `${text.slice(0, 159)}…` : text, 'note', {
			label: t('show'),
			onChoose: () => place.open(key, message.id),
		})
	})
	useEffect(() => {
		const added = (idleCount ?? 0) - marks.announced()
		if (idleCount === null || added === 0) return undefined
		const announce = () => {
			marks.setAnnounced(idleCount)
			if (added > 0 && unread > 0) show(added)
		}
		if (added !== 1 || unread === 0 || isKnown) {
			announce()
			return undefined
		}
		const timer = setTimeout(announce, TRANSLATION_MS)
		return () => clearTimeout(timer)
	}, [idleCount, marks, show, unread, isKnown])
	useAppBadge(unread)
	useEffect(() => {
		onMentions(unread)
		return () => onMentions(0)
	}, [unread, onMentions])
	return null
}

/** Shows a number on the icon of the installed app, where the browser can; none for 0. */
function useAppBadge(count: number): void {
	useEffect(() => {
		// It rejects where the app is not installed.
		navigator.setAppBadge?.(count).catch(() => null)
	}, [count])
}
