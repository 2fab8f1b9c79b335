import {
	type BoardId,
	messageAuthor,
	plainText,
	type RecordMap,
	type Records,
	type ThreadMessage,
	type Workshop,
} from '@charrette/shared'
import { useEffect, useLayoutEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { textsIn } from '../i18n/texts.ts'
import { loadTexts, useLanguage } from '../i18n/useTranslation.ts'
import { useBoardPlace } from '../navigation/BoardPlace.ts'
import { useProjectedTranslations } from '../reading/useProjectedTranslations.ts'
import { type BoardThreads, type Conversation, observeThreads } from './BoardThreads.ts'
import styles from './focusedThread.module.css'
import { createReadMarks } from './readMarks.ts'
import { useConversation } from './ThreadPlace.ts'

/** The number of messages that are shown, the latest ones. */
const MAX_SHOWN = 6

interface FocusedThreadProps {
	workshop: Workshop
	board: BoardId
	/** The language of the texts that are not messages. */
	language: string
	/** The text of the card, the title of the cluster or the description of the image. */
	title: string
	/** Nothing is shown without messages. */
	conversation: Conversation | null
	/** The projector is dark in every theme. */
	theme?: 'dark'
}

/**
 * The latest messages on the card in focus, at a size that the back row can read (TALK5). Messages
 * that do not fit are left out whole, the oldest ones first; long ones are cut.
 */
function FocusedThread({ workshop, board, language, title, conversation, theme }: FocusedThreadProps) {
	const t = useTexts(language)
	const messages = useMemo(
		() => (conversation?.messages ?? []).filter(({ isDeleted }) => !isDeleted).slice(-MAX_SHOWN),
		[conversation],
	)
	const asked = useMemo(() => messages.map(({ id, text }) => ({ board, id, text })), [board, messages])
	const translationOf = useProjectedTranslations(asked)
	if (!t || !conversation || messages.length === 0) return null
	const nameOf = (message: ThreadMessage) => {
		const { author, city, isFacilitator } = messageAuthor(workshop, message)
		return [isFacilitator ? t('app:people.facilitator') : author, city].filter(Boolean).join(' · ')
	}
	return (
		<aside
			className={styles['thread']}
			data-theme={theme}
			data-focused-thread=""
			aria-label={t('threads.thread', { of: title })}
		>
			<div>
				<h2 dir="auto">{title}</h2>
				<p lang={language}>{t('threads.messages', { count: conversation.count })}</p>
			</div>
			<ol>
				{messages.toReversed().map((message) => {
					const translation = translationOf({ board, id: message.id, text: message.text })
					const name = nameOf(message)
					return (
						<li key={message.id}>
							{name && <b dir="auto">{name}</b>}
							<p dir="auto">{message.text}</p>
							{translation && (
								<p dir="auto" lang={translation.lang}>
									{translation.text}
								</p>
							)}
						</li>
					)
				})}
			</ol>
		</aside>
	)
}

interface ProjectedThreadProps {
	records: Records
	workshop: Workshop
	board: BoardId
	/** A shape's id. */
	card: string
}

/** The thread of the card in focus on the projector, in the workshop's language. */
export function ProjectedThread({ records, workshop, board, card }: ProjectedThreadProps) {
	const threads = useObservedThreads(records)
	const [subscribe, read] = useMemo(
		() => [(onChange: () => void) => threads?.subscribe(card, onChange) ?? (() => {}), () => threads?.of(card) ?? null],
		[threads, card],
	)
	const conversation = useSyncExternalStore(subscribe, read)
	const title = useShapeTitle(records, card)
	return <FocusedThread {...{ workshop, board, title, conversation }} language={workshop.locale} theme="dark" />
}

/** The thread of the card in focus in a presentation. */
export function PresentedThread({ card, title }: { card: string; title: string }) {
	const { workshop, board } = useBoardPlace()
	return <FocusedThread {...{ workshop, board, title }} language={useLanguage()} conversation={useConversation(card)} />
}

const READER = { author: '', isOnePerson: false, names: new Set<string>() }

/** Returns the threads of a board for a screen that nobody reads alone: nothing is unread there. */
function useObservedThreads(records: Records): BoardThreads | null {
	const [threads, setThreads] = useState<BoardThreads | null>(null)
	useLayoutEffect(() => {
		const marks = createReadMarks({ read: () => null, write: () => {} })
		const observed = observeThreads({ records, reader: READER, marks, hadThreads: false })
		setThreads(observed)
		return () => {
			observed.close()
			setThreads(null)
		}
	}, [records])
	return threads
}

function useShapeTitle(records: Records, id: string): string {
	const [subscribe, read] = useMemo(() => {
		const record: RecordMap | undefined = records.get(id)
		return [
			(onChange: () => void) => {
				record?.observeDeep(onChange)
				return () => record?.unobserveDeep(onChange)
			},
			() => ['text', 'props.name', 'props.alt'].map((key) => String(record?.get(key) ?? '')).find(Boolean) ?? '',
		]
	}, [records, id])
	return plainText(useSyncExternalStore(subscribe, read))
}

/** Returns the texts of the board in a language; null until they are fetched. */
function useTexts(language: string) {
	const [ready, setReady] = useState('')
	useEffect(() => {
		let isWanted = true
		const done = () => isWanted && setReady(language)
		Promise.all([loadTexts(language, 'app'), loadTexts(language, 'board')]).then(done, done)
		return () => {
			isWanted = false
		}
	}, [language])
	return useMemo(() => (ready === language ? textsIn(language, 'board', 'app') : null), [ready, language])
}
