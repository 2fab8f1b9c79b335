import {
	displayName,
	FACILITATOR,
	findParticipant,
	type MessageId,
	newMessageId,
	newThreadId,
	type Thread,
	type ThreadAction,
	type ThreadMessage,
	type ThreadTarget,
	type Workshop,
} from '@charrette/shared'
import { useEffect, useId, useRef, useState } from 'react'
import { serverPath } from '../connection/basePath.ts'
import { useLanguage, useTranslation } from '../i18n/useTranslation.ts'
import { useBoardPlace } from '../navigation/BoardPlace.ts'
import { Button } from '../ui/Button.tsx'
import { copyText } from '../ui/CopyField.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Menu } from '../ui/Menu.tsx'
import { useToast } from '../ui/Toasts.tsx'
import { keyOf } from './BoardThreads.ts'
import styles from './conversation.module.css'
import { formatTime, useMinutes } from './formatTime.ts'
import { MessageField } from './MessageField.tsx'
import { MessageText } from './MessageText.tsx'
import { messagePath } from './messageLink.ts'
import { type ThreadPlace, useConversation, useThreads } from './ThreadPlace.ts'

interface ThreadSectionProps {
	on: ThreadTarget
	/** The message to show, or the field for a new one; null to leave the focus where it is. */
	focus: MessageId | 'field' | null
}

/** The thread on a card, cluster, image or board, among its details (TALK1). */
export function ThreadSection(props: ThreadSectionProps) {
	const place = useThreads()
	return place && <OpenThread {...props} place={place} />
}

function OpenThread({ on, focus, place }: ThreadSectionProps & { place: ThreadPlace }) {
	const { t } = useTranslation('panels')
	const titleId = useId()
	const key = keyOf(on)
	const conversation = useConversation(key)
	const section = useRef<HTMLElement>(null)
	const field = useRef<{ focus(): void }>(null)
	const { open = [], resolved = [], messages = [], count = 0 } = conversation ?? {}
	const current = open.at(-1)
	useReadWhileVisible(place, key)
	useShownMessage(section, { focus, isThere: conversation !== null, focusField: () => field.current?.focus() })
	const write = (text: string, mentions: string[]) => {
		const said = { message: newMessageId(), text, ...(mentions.length > 0 && { mentions }) }
		return place.send(
			current ? { type: 'reply', thread: current.id, ...said } : { type: 'start', thread: newThreadId(), on, ...said },
		)
	}
	const take = (action: ThreadAction) => {
		section.current?.focus({ preventScroll: true })
		return place.send(action)
	}
	const resolve = async () => {
		for (const { id } of open) await take({ type: 'resolve', thread: id })
	}
	return (
		<section ref={section} className={styles['thread']} aria-labelledby={titleId} tabIndex={-1}>
			<header>
				<h3 id={titleId}>
					{t('thread')}
					{count > 0 && <span className={styles['fact']}>{t('messages', { count })}</span>}
				</h3>
				{current && place.mayWrite && (
					<Button variant="quiet" size="small" icon="check" onClick={resolve}>
						{t('resolve')}
					</Button>
				)}
			</header>
			{resolved.map((thread) => (
				<ResolvedThread key={thread.id} {...{ on, thread, place, take }} isOpen={hasMessage(thread, focus)} />
			))}
			{messages.length > 0 && <Messages {...{ on, messages, place, take }} />}
			{place.mayWrite ? (
				<MessageField
					ref={field}
					key={key}
					draft={key}
					label={t(current ? 'reply' : 'write')}
					submit={t('send')}
					follows={messages.length}
					onSend={write}
				/>
			) : (
				<p className={styles['closed']}>{t('closed')}</p>
			)}
		</section>
	)
}

/** What the thread is on. */
interface InThread {
	on: ThreadTarget
	place: ThreadPlace
	/** Makes a change that removes the pressed control: the section has the focus from then on. */
	take(action: ThreadAction): Promise<boolean>
}

const hasMessage = ({ messages }: Thread, focus: string | null) => messages.some(({ id }) => id === focus)

/** A resolved thread, folded into one line, with the button that reopens it. */
function ResolvedThread({ on, thread, place, take, isOpen }: InThread & { thread: Thread; isOpen: boolean }) {
	const { t } = useTranslation('panels')
	const count = thread.messages.filter(({ isDeleted }) => !isDeleted).length
	return (
		<details className={styles['resolved']} open={isOpen}>
			<summary>
				<Icon name="check" size={16} />
				{t('resolved', { count })}
			</summary>
			<Messages {...{ on, place, take }} messages={thread.messages} />
			{place.mayWrite && (
				<Button size="small" onClick={() => void take({ type: 'reopen', thread: thread.id })}>
					{t('reopen')}
				</Button>
			)}
		</details>
	)
}

function Messages({ messages, ...rest }: InThread & { messages: readonly ThreadMessage[] }) {
	const now = useMinutes()
	return (
		<ol className={styles['messages']}>
			{messages.map((message) => (
				<Message key={message.id} {...rest} message={message} now={now} />
			))}
		</ol>
	)
}

function Message({ on, message, place, take, now }: InThread & { message: ThreadMessage; now: number }) {
	const { t } = useTranslation(['panels', 'app'])
	const { workshop } = useBoardPlace()
	const [isEditing, setEditing] = useState(false)
	const item = useRef<HTMLLIElement>(null)
	const endEditing = () => {
		if (item.current?.contains(document.activeElement)) item.current.focus()
		setEditing(false)
	}
	if (message.isDeleted)
		return (
			<li className={styles['stub']} data-message={message.id} tabIndex={-1}>
				{t('deleted')}
			</li>
		)
	const { name, city } = describeAuthor(message, workshop, t('app:people.facilitator'))
	const edit = async (text: string, mentions: string[]) => {
		const isSaved = await place.send({ type: 'edit', message: message.id, text, mentions })
		if (isSaved) endEditing()
		return isSaved
	}
	return (
		<li ref={item} data-message={message.id} tabIndex={-1}>
			<header>
				<b dir="auto">{name || t('app:people.someone')}</b>
				{city && <span dir="auto">{city}</span>}
				<MessageTime message={message} now={now} />
				<MessageMenu {...{ on, message, place, take }} onEdit={() => setEditing(true)} />
			</header>
			{isEditing ? (
				<MessageField
					draft={message.id}
					initial={message.text}
					label={t('editing')}
					submit={t('save')}
					onSend={edit}
					onCancel={endEditing}
				/>
			) : (
				<MessageText message={message} />
			)}
		</li>
	)
}

function MessageTime({ message: { at, editedAt }, now }: { message: ThreadMessage; now: number }) {
	const { t } = useTranslation('panels')
	const language = useLanguage()
	const whole = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(at)
	return (
		<>
			<time dateTime={new Date(at).toISOString()} title={whole}>
				{formatTime(at, now, language) ?? t('now')}
			</time>
			{editedAt !== null && <span className={styles['fact']}>{t('edited')}</span>}
		</>
	)
}

interface MessageMenuProps extends InThread {
	message: ThreadMessage
	onEdit: () => void
}

/** Copies the link of a message; edits and deletes one's own. Facilitators delete any. */
function MessageMenu({ on, message, place, take, onEdit }: MessageMenuProps) {
	const { t } = useTranslation('panels')
	const { workshop, board, credentials } = useBoardPlace()
	const showToast = useToast()
	const isOwn = message.author === place.reader.author
	const copy = async () => {
		const link = new URL(
			serverPath(messagePath(workshop.id, { board, card: on.type === 'card' ? on.id : null, message: message.id })),
			location.href,
		).href
		showToast(t((await copyText(link)) ? 'linkCopied' : 'linkNotCopied'))
	}
	const remove = { label: t('delete'), onChoose: () => void take({ type: 'remove', message: message.id }) }
	return (
		<Menu
			icon="more"
			label={t('actions')}
			items={[
				// The page of a practice opens no message.
				...(on.type === 'practice' ? [] : [{ label: t('copyLink'), onChoose: () => void copy() }]),
				...(isOwn && place.mayWrite ? [{ label: t('edit'), onChoose: onEdit }] : []),
				...((isOwn || credentials.role === 'facilitator') && place.mayWrite ? [remove] : []),
			]}
		/>
	)
}

/** Returns the name and the city of an author; both are empty while the workshop is anonymous. */
export function describeAuthor(
	{ author, authorName }: ThreadMessage,
	workshop: Workshop,
	facilitator: string,
): { name: string; city: string } {
	if (author === FACILITATOR) return { name: facilitator, city: '' }
	const name = displayName(workshop, author ?? '', authorName ?? undefined)
	const id = (author && workshop.merged?.[author as keyof typeof workshop.merged]) || author
	return name ? { name, city: (id && findParticipant(workshop, id)?.city) || '' } : { name: '', city: '' }
}

/** Marks a conversation as read while it is on a visible page. */
function useReadWhileVisible({ threads }: ThreadPlace, key: string): void {
	const conversation = useConversation(key)
	useEffect(() => {
		const read = () => {
			if (document.visibilityState === 'visible' && conversation) threads.markRead(key)
		}
		read()
		document.addEventListener('visibilitychange', read)
		return () => document.removeEventListener('visibilitychange', read)
	}, [threads, key, conversation])
}

/** Scrolls to the message that a link names and focuses it, or focuses the field. */
function useShownMessage(
	section: { readonly current: HTMLElement | null },
	{ focus, isThere, focusField }: { focus: MessageId | 'field' | null; isThere: boolean; focusField: () => void },
): void {
	const done = useRef<string | null>(null)
	useEffect(() => {
		if (focus === null || done.current === focus || (focus !== 'field' && !isThere)) return
		done.current = focus
		section.current?.scrollIntoView({ block: 'nearest' })
		if (focus === 'field') return focusField()
		const shown = section.current?.querySelector<HTMLElement>(`[data-message="${CSS.escape(focus)}"]`)
		shown?.scrollIntoView({ block: 'center' })
		shown?.focus()
	})
}
