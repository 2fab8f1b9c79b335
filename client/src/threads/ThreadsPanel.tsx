import { isCard, type MessageId, plainText, type Records, readRecord, validateRecord } from '@charrette/shared'
import { useId, useMemo, useState } from 'react'
import { joinParts } from '../i18n/listText.ts'
import { useLanguage, useTranslation } from '../i18n/useTranslation.ts'
import { useBoardPlace } from '../navigation/BoardPlace.ts'
import { TranslationMark, useReadText, useReadTitle } from '../reading/useReading.tsx'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { KindIcon } from '../ui/KindIcon.tsx'
import { BOARD_KEY, type Conversation } from './BoardThreads.ts'
import { formatTime, useMinutes } from './formatTime.ts'
import { MentionedText } from './MessageText.tsx'
import { ThreadIcon } from './ThreadMark.tsx'
import { useConversations, useThreads } from './ThreadPlace.ts'
import { describeAuthor } from './ThreadSection.tsx'
import { ThreadsElsewhere } from './ThreadsElsewhere.tsx'
import styles from './threadsPanel.module.css'

const FILTERS = ['open', 'unread', 'mine', 'forMe', 'all'] as const
type Filter = (typeof FILTERS)[number]

const MATCHES: Record<Filter, (conversation: Conversation) => boolean> = {
	open: ({ open }) => open.length > 0,
	unread: ({ unread }) => unread > 0,
	mine: ({ isMine }) => isMine,
	forMe: ({ forMe }) => forMe.length > 0,
	all: () => true,
}

interface ThreadsPanelProps {
	records: Records
	onOpen: (of: string, focus: MessageId | 'field' | null) => void
}

/** The number of threads that are shown before the person asks for more. */
const PAGE = 50

/** All threads of the board, those with the latest messages first (TALK2). */
export function ThreadsPanel({ records, onOpen }: ThreadsPanelProps) {
	const { t } = useTranslation('panels')
	const place = useThreads()
	const conversations = useConversations()
	const [filter, setFilter] = useState<Filter>('open')
	const [limit, setLimit] = useState(PAGE)
	const name = useId()
	const now = useMinutes()
	const shown = conversations.filter(MATCHES[filter])
	const unread = conversations.filter(MATCHES.unread).length
	return (
		<>
			<fieldset className={styles['filters']}>
				<legend className="visuallyHidden">{t('filter')}</legend>
				{FILTERS.map((one) => (
					<label key={one}>
						<input
							type="radio"
							name={name}
							checked={one === filter}
							onChange={() => {
								setFilter(one)
								setLimit(PAGE)
							}}
						/>
						{t(`filters.${one}`)}
						{one === 'unread' && unread > 0 && <b>{unread}</b>}
					</label>
				))}
			</fieldset>
			<p role="status" className={styles['none']}>
				{shown.length === 0 && t(`none.${filter}`)}
			</p>
			<ul className={styles['list']}>
				{shown.slice(0, limit).map((conversation) => (
					<ThreadRow
						key={conversation.key}
						{...{ conversation, records, now }}
						isForMe={filter === 'forMe'}
						onOpen={onOpen}
					/>
				))}
			</ul>
			{shown.length > limit && (
				<Button size="small" onClick={() => setLimit(limit + PAGE)}>
					{t('more', { count: shown.length - limit })}
				</Button>
			)}
			{filter === 'forMe' && <ThreadsElsewhere now={now} />}
			<div className={styles['foot']}>
				{place?.mayWrite && (
					<Button size="small" icon="message" onClick={() => onOpen(BOARD_KEY, 'field')}>
						{t('aboutBoard')}
					</Button>
				)}
				{unread > 0 && (
					<Button variant="quiet" size="small" icon="check" onClick={() => place?.threads.markRead()}>
						{t('markRead')}
					</Button>
				)}
			</div>
		</>
	)
}

interface ThreadRowProps {
	conversation: Conversation
	records: Records
	now: number
	/** Whether the latest message for this person is shown, in place of the latest one. */
	isForMe: boolean
	onOpen: ThreadsPanelProps['onOpen']
}

function ThreadRow({ conversation, records, now, isForMe, onOpen }: ThreadRowProps) {
	const { t } = useTranslation(['panels', 'app'])
	const { workshop } = useBoardPlace()
	const language = useLanguage()
	const { key, messages, resolved, unread, count, forMe } = conversation
	const latest = messages.findLast(({ isDeleted }) => !isDeleted) ?? resolved.at(-1)?.messages.at(-1)
	const shown = (isForMe && forMe.at(-1)) || latest
	const read = useReadText(shown?.id ?? '', shown?.text ?? '')
	if (!shown) return null
	const { name } = describeAuthor(shown, workshop, t('app:people.facilitator'))
	return (
		<li>
			<button
				type="button"
				className={styles['row']}
				data-unread={unread > 0 || undefined}
				onClick={() => onOpen(key, shown.id)}
			>
				<TargetTitle records={records} of={key} />
				<span className={styles['said']}>
					<b dir="auto">{name || t('app:people.someone')}</b>{' '}
					<span lang={read.lang} dir="auto">
						<MentionedText text={read.text} mentions={shown.mentions} />
					</span>
				</span>
				<span className={styles['facts']}>
					{joinParts([
						formatTime(shown.at, now, language) ?? t('now'),
						count > 0 ? t('messages', { count }) : t('isResolved'),
						unread > 0 && t('unread', { count: unread }),
					])}
				</span>
			</button>
			<TranslationMark card={shown.id} read={read} />
		</li>
	)
}

/** The card, cluster, image or board that a thread is on. */
function TargetTitle({ records, of }: { records: Records; of: string }) {
	const { t } = useTranslation(['board', 'panels'])
	const { card, title, alt, type } = useMemo(() => readTarget(records, of), [records, of])
	const text = useReadText(of, card?.text ?? '')
	const cluster = useReadTitle(of, title)
	if (card)
		return (
			<span className={styles['target']} data-kind={card.kind}>
				<KindIcon kind={card.kind} size={15} />
				<span dir="auto">{plainText(text.text) || t('list.emptyCard')}</span>
			</span>
		)
	const label =
		of === BOARD_KEY
			? t('panels:theBoard')
			: type === 'image'
				? alt || t('image.unnamed')
				: cluster.text || t('cluster.untitled')
	return (
		<span className={styles['target']}>
			{of === BOARD_KEY ? <ThreadIcon /> : <Icon name={type === 'image' ? 'image' : 'cluster'} size={15} />}
			<span dir="auto">{label}</span>
		</span>
	)
}

function readTarget(records: Records, id: string) {
	const map = records.get(id)
	const record = map ? validateRecord(readRecord(id, map)) : ''
	if (typeof record === 'string') return { card: null, title: '', alt: '', type: '' }
	const props = record.props as { name?: string; alt?: string }
	const card = isCard(record) ? { kind: record.props.kind, text: record.props.text } : null
	return { card, title: props.name ?? '', alt: props.alt ?? '', type: map?.get('type') }
}
