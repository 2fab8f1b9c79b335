import {
	type BoardId,
	describeSource,
	type PracticeId,
	practiceTextId,
	type SimilarItem,
	switchOfText,
	type TranslationsBody,
	textId,
	type Workshop,
} from '@charrette/shared'
import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useLocation } from 'wouter'
import { adoptSimilar, fetchSimilar, fetchSimilarTranslations, startPractice } from '../connection/api/exchange.ts'
import type { Credentials } from '../connection/credentials.ts'
import { queryFailure } from '../connection/queryClient.tsx'
import { useLocale, useTranslation } from '../i18n/useTranslation.ts'
import { exchangePath } from '../navigation/paths.ts'
import { TextsProvider } from '../reading/ReadingProvider.tsx'
import { TranslationMark, useReadText } from '../reading/useReading.tsx'
import { Button, LinkButton } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { KindIcon } from '../ui/KindIcon.tsx'
import { useToast } from '../ui/Toasts.tsx'
import { useAttempt, useFailureToast } from '../ui/useAttempt.ts'
import { useSave } from '../ui/useSave.ts'
import styles from './similar.module.css'

export interface SimilarDialogProps {
	credentials: Credentials
	workshop: Workshop
	board: BoardId
	/** The record id of an obstacle or a solution. */
	card: string
	isSolution: boolean
	/** Whether a solution of others can be adopted onto the board now. */
	canEdit: boolean
	onClose: () => void
}

/**
 * Content of others that is similar to a card: obstacles with their solutions on other boards, and
 * practices. For a solution, the dialog can also start a new practice.
 */
export function SimilarDialog(props: SimilarDialogProps) {
	const { credentials, workshop, board, card, isSolution, onClose } = props
	const { t } = useTranslation('exchange')
	const locale = useLocale()
	const ask = useCallback(
		(body: TranslationsBody) => fetchSimilarTranslations(credentials, board, { ...body, card }),
		[credentials, board, card],
	)
	const query = useQuery({
		queryKey: ['similar', board, card, locale],
		queryFn: () => fetchSimilar(credentials, board, { card, locale }),
		gcTime: 0,
	})
	useFailureToast(queryFailure(query))
	const found = query.data?.similar
	return (
		<Dialog title={t(isSolution ? 'similar.solutions' : 'similar.obstacles')} onClose={onClose}>
			<div className={styles['similar']}>
				{!found && <p role="status">{t('search.searching')}</p>}
				{found?.length === 0 && <p>{t('similar.none')}</p>}
				<TextsProvider
					workshop={workshop.id}
					isUntranslated={workshop.isUntranslated === true}
					ask={ask}
					switchOf={switchOfSimilar}
				>
					<ul>
						{found?.map((item) => (
							<li key={`${item.kind} ${item.id}`}>
								<Similar {...props} item={item} />
							</li>
						))}
					</ul>
				</TextsProvider>
				<div className={styles['actions']}>
					{isSolution && <StartButton {...{ credentials, board, card }} />}
					<LinkButton variant="quiet" icon="search" href={exchangePath(credentials, { board })}>
						{t('similar.open')}
					</LinkButton>
				</div>
			</div>
		</Dialog>
	)
}

/** A similar card and its solutions are switched together. */
const switchOfSimilar = (id: string) => (id.startsWith('shape:') ? (id.split('/')[0] ?? id) : switchOfText(id))

/** Returns the id of the title of a similar card or practice, for its translations. */
const titleIdOf = ({ id, locale }: SimilarItem) => (locale ? practiceTextId(id as PracticeId, locale, 'title') : id)

function Similar(props: SimilarDialogProps & { item: SimilarItem }) {
	const { credentials, board, isSolution, item } = props
	const { t } = useTranslation('exchange')
	const { kind, from, solutions = [], why } = item
	const locale = useLocale()
	const titleId = titleIdOf(item)
	const title = useReadText(titleId, item.title)
	const place = [describeSource(from, locale), from.workshop].filter(Boolean).join(' · ')
	return (
		<article data-kind={kind === 'practice' || isSolution ? 'solution' : 'obstacle'} className={styles['item']}>
			<p dir="auto" lang={title.lang}>
				<strong>{title.text}</strong>
			</p>
			<TranslationMark card={titleId} read={title} />
			<small>
				{place}
				{why === 'category' && ` · ${t('similar.sameCategory')}`}
			</small>
			{solutions.map((solution, at) => (
				<SimilarSolution key={solution} {...props} id={textId(item.id, `${at}`)} solution={solution} />
			))}
			{kind === 'card' && isSolution && <AdoptButton {...props} named={title.text} />}
			{kind === 'practice' && (
				<LinkButton size="small" href={exchangePath(credentials, { board, practice: item.id })}>
					{t('similar.read')}
				</LinkButton>
			)}
		</article>
	)
}

/** One of the solutions of a similar obstacle. */
function SimilarSolution({
	id,
	solution,
	...props
}: SimilarDialogProps & { item: SimilarItem; id: string; solution: string }) {
	const read = useReadText(id, solution)
	return (
		<div className={styles['solution']}>
			<p dir="auto" lang={read.lang}>
				<KindIcon kind="solution" size={14} />
				{read.text}
			</p>
			<AdoptButton {...props} solution={solution} named={read.text} />
		</div>
	)
}

type AdoptButtonProps = SimilarDialogProps & {
	item: SimilarItem
	solution?: string
	/** The text of the solution as it is read. */
	named: string
}

/**
 * A button that adopts a solution of others onto the board; `solution` is one of an obstacle's
 * solutions.
 */
function AdoptButton({ credentials, board, card, canEdit, item, solution, named, onClose }: AdoptButtonProps) {
	const { t } = useTranslation(['exchange', 'app'])
	const attempt = useAttempt()
	const showToast = useToast()
	const [isSaving, save] = useSave()
	if (!canEdit) return null
	const adopt = async () => {
		const body = { card, similar: item.id, ...(solution && { solution }) }
		const adopted = await save(() => attempt(() => adoptSimilar(credentials, board, body)))
		if (!adopted) return
		showToast(t('adopt.done'))
		onClose()
	}
	const label = t('app:named', { what: t('exchange:adopt.adopt'), which: named })
	return (
		<Button size="small" icon="plus" busy={isSaving} aria-label={label} onClick={adopt}>
			{t('adopt.adopt')}
		</Button>
	)
}

function StartButton({ credentials, board, card }: Pick<SimilarDialogProps, 'credentials' | 'board' | 'card'>) {
	const { t } = useTranslation('exchange')
	const locale = useLocale()
	const attempt = useAttempt()
	const [, navigate] = useLocation()
	const [isSaving, save] = useSave()
	const begin = async () => {
		const started = await save(() => attempt(() => startPractice(credentials, { board, card, locale })))
		if (started) navigate(exchangePath(credentials, { board, practice: started.practice.id }))
	}
	return (
		<Button variant="primary" icon="plus" busy={isSaving} onClick={begin}>
			{t('similar.begin')}
		</Button>
	)
}
