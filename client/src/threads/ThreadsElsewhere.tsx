import { findBoard, isDefaultTitle, QUOTE_KEY, type ThreadForMe, textId, translateTitle } from '@charrette/shared'
import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { Link } from 'wouter'
import { fetchThreadsForMe } from '../connection/api/threads.ts'
import { localStore } from '../connection/browserStorage.ts'
import { queryFailure } from '../connection/queryClient.tsx'
import { LOCAL_KEYS } from '../connection/storageKeys.ts'
import { joinParts } from '../i18n/listText.ts'
import { useLanguage, useLocale, useTranslation } from '../i18n/useTranslation.ts'
import { useBoardPlace } from '../navigation/BoardPlace.ts'
import { TranslationMark, useReadText } from '../reading/useReading.tsx'
import { Button } from '../ui/Button.tsx'
import { formatTime } from './formatTime.ts'
import { messagePath } from './messageLink.ts'
import { createReadMarks } from './readMarks.ts'
import { useThreads } from './ThreadPlace.ts'
import styles from './threadsPanel.module.css'

/**
 * The threads for this person on the other boards of the workshop that they may see (TALK6), which
 * are fetched each time the list is opened. Each links to the message.
 */
export function ThreadsElsewhere({ now }: { now: number }) {
	const { t } = useTranslation(['panels', 'app'])
	const { credentials, board } = useBoardPlace()
	const titleId = useId()
	const query = useQuery({
		queryKey: ['threadsForMe', credentials.token],
		queryFn: () => fetchThreadsForMe(credentials, null),
		staleTime: 0,
		gcTime: 0,
	})
	const failure = query.data ? null : queryFailure(query)
	const { threads = [], count = 0 } = query.data ?? {}
	const elsewhere = threads.filter((thread) => thread.board !== board)
	if (failure)
		return (
			<p role="alert" className={styles['none']}>
				{t(`app:errors.${failure}`)}{' '}
				<Button size="small" onClick={() => void query.refetch()}>
					{t('app:tryAgain')}
				</Button>
			</p>
		)
	if (elsewhere.length === 0) return null
	return (
		<section className={styles['elsewhere']} aria-labelledby={titleId}>
			<h3 id={titleId}>{t('otherBoards')}</h3>
			<ul className={styles['list']}>
				{elsewhere.map((found) => (
					<FoundThread key={found.thread} found={found} now={now} />
				))}
			</ul>
			{count > threads.length && <p className={styles['facts']}>{t('newest', { count: threads.length })}</p>}
		</section>
	)
}

function FoundThread({ found, now }: { found: ThreadForMe; now: number }) {
	const { t } = useTranslation(['panels', 'app'])
	const { credentials, workshop } = useBoardPlace()
	const language = useLanguage()
	const isUnread = useIsUnread(found)
	const { board, on, message, at, author, isFacilitator, isResolved } = found
	const textOfMessage = textId(message, QUOTE_KEY)
	const said = useReadText(textOfMessage, found.text, board)
	const title = useTargetTitle(found)
	const name = isFacilitator ? t('app:people.facilitator') : author
	const path = messagePath(workshop.id, { board, card: on.id ?? null, message }, credentials.role)
	const boardTitle = findBoard(workshop, board)?.board.title
	return (
		<li>
			<Link className={styles['row']} href={path} data-unread={isUnread || undefined}>
				<span className={styles['target']}>
					<span dir="auto">{[boardTitle, title].filter(Boolean).join(' · ')}</span>
				</span>
				<span className={styles['said']}>
					<b dir="auto">{name ?? t('app:people.someone')}</b>{' '}
					<span lang={said.lang} dir="auto">
						{said.text}
					</span>
				</span>
				<span className={styles['facts']}>
					{joinParts([formatTime(at, now, language) ?? t('now'), isResolved && t('isResolved')])}
				</span>
			</Link>
			<TranslationMark card={textOfMessage} board={board} read={said} />
		</li>
	)
}

/** Returns what a thread is on, as this person reads it. */
function useTargetTitle({ board, on, title }: ThreadForMe): string {
	const locale = useLocale()
	const isDefault = isDefaultTitle(title)
	const read = useReadText(textId(on.id ?? '', QUOTE_KEY), isDefault ? '' : title, board)
	return isDefault ? translateTitle(title, locale) : read.text
}

/** Whether this person has not read the message on this device. */
function useIsUnread({ board, thread, at }: ThreadForMe): boolean {
	const author = useThreads()?.reader.author ?? ''
	const stored = localStore.read(LOCAL_KEYS.threads(board, author))
	return createReadMarks({ read: () => stored, write: () => {} }).isUnread({ thread, at })
}
