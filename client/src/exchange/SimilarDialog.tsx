import { type BoardId, describeSource, type SimilarItem } from '@charrette/shared'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation } from 'wouter'
import type { Credentials } from '../connection/credentials.ts'
import { queryFailure } from '../connection/queryClient.tsx'
import { useLocale, useTranslation } from '../i18n/useTranslation.ts'
import { Button, LinkButton } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { KindIcon } from '../ui/KindIcon.tsx'
import { useToast } from '../ui/Toasts.tsx'
import { useAttempt, useFailureToast } from '../ui/useAttempt.ts'
import { exchangePath } from '../workshop/paths.ts'
import { adoptSimilar, fetchSimilar, startPractice } from './exchangeApi.ts'
import styles from './similar.module.css'

export interface SimilarDialogProps {
	credentials: Credentials
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
	const { credentials, board, card, isSolution, onClose } = props
	const { t } = useTranslation('exchange')
	const query = useQuery({
		queryKey: ['similar', board, card],
		queryFn: () => fetchSimilar(credentials, board, card),
		gcTime: 0,
	})
	useFailureToast(queryFailure(query))
	const found = query.data?.similar
	return (
		<Dialog title={t(isSolution ? 'similar.solutions' : 'similar.obstacles')} onClose={onClose}>
			<div className={styles['similar']}>
				{!found && <p role="status">{t('search.searching')}</p>}
				{found?.length === 0 && <p>{t('similar.none')}</p>}
				<ul>
					{found?.map((item) => (
						<li key={`${item.kind} ${item.id}`}>
							<Similar {...props} item={item} />
						</li>
					))}
				</ul>
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

function Similar(props: SimilarDialogProps & { item: SimilarItem }) {
	const { credentials, board, isSolution, item } = props
	const { t } = useTranslation('exchange')
	const { kind, title, from, solutions = [], why } = item
	const locale = useLocale()
	const place = [describeSource(from, locale), from.workshop].filter(Boolean).join(' · ')
	return (
		<article data-kind={kind === 'practice' || isSolution ? 'solution' : 'obstacle'} className={styles['item']}>
			<p dir="auto">
				<strong>{title}</strong>
			</p>
			<small>
				{place}
				{why === 'category' && ` · ${t('similar.sameCategory')}`}
			</small>
			{solutions.map((solution) => (
				<div key={solution} className={styles['solution']}>
					<p dir="auto">
						<KindIcon kind="solution" size={14} />
						{solution}
					</p>
					<AdoptButton {...props} solution={solution} />
				</div>
			))}
			{kind === 'card' && isSolution && <AdoptButton {...props} />}
			{kind === 'practice' && (
				<LinkButton size="small" href={exchangePath(credentials, { board, practice: item.id })}>
					{t('similar.read')}
				</LinkButton>
			)}
		</article>
	)
}

type AdoptButtonProps = SimilarDialogProps & { item: SimilarItem; solution?: string }

/**
 * A button that adopts a solution of others onto the board; `solution` is one of an obstacle's
 * solutions.
 */
function AdoptButton({ credentials, board, card, canEdit, item, solution, onClose }: AdoptButtonProps) {
	const { t } = useTranslation(['exchange', 'app'])
	const attempt = useAttempt()
	const showToast = useToast()
	const [isBusy, setBusy] = useState(false)
	if (!canEdit) return null
	const adopt = async () => {
		setBusy(true)
		const body = { card, similar: item.id, ...(solution && { solution }) }
		const adopted = await attempt(() => adoptSimilar(credentials, board, body))
		setBusy(false)
		if (!adopted) return
		showToast(t('adopt.done'))
		onClose()
	}
	const label = t('app:named', { what: t('exchange:adopt.adopt'), which: solution ?? item.title })
	return (
		<Button size="small" icon="plus" busy={isBusy} aria-label={label} onClick={adopt}>
			{t('adopt.adopt')}
		</Button>
	)
}

function StartButton({ credentials, board, card }: Pick<SimilarDialogProps, 'credentials' | 'board' | 'card'>) {
	const { t } = useTranslation('exchange')
	const locale = useLocale()
	const attempt = useAttempt()
	const [, navigate] = useLocation()
	const [isBusy, setBusy] = useState(false)
	const begin = async () => {
		setBusy(true)
		const started = await attempt(() => startPractice(credentials, { board, card, locale }))
		setBusy(false)
		if (started) navigate(exchangePath(credentials, { board, practice: started.practice.id }))
	}
	return (
		<Button variant="primary" icon="plus" busy={isBusy} onClick={begin}>
			{t('similar.begin')}
		</Button>
	)
}
