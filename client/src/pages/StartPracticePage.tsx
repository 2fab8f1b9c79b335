import { type BoardId, plainText } from '@charrette/shared'
import { useQuery } from '@tanstack/react-query'
import { useLocation, useSearch } from 'wouter'
import { fetchBoardContent } from '../connection/api/boards.ts'
import { startPractice } from '../connection/api/exchange.ts'
import type { Credentials } from '../connection/credentials.ts'
import { queryFailure } from '../connection/queryClient.tsx'
import { useExchangeOrigin } from '../exchange/exchangeAccess.ts'
import { useExchangeWorkshop } from '../exchange/useExchangeWorkshop.ts'
import { useLocale, useTranslation } from '../i18n/useTranslation.ts'
import { Button, LinkButton } from '../ui/Button.tsx'
import { Loading } from '../ui/Loading.tsx'
import { useAttempt } from '../ui/useAttempt.ts'
import { useSave } from '../ui/useSave.ts'
import styles from './ExchangePage.module.css'
import { ExchangeSubpage } from './ExchangeSubpage.tsx'

/**
 * The target of a link in a report: asks for confirmation, then starts a practice from a solution
 * (REP5a).
 */
export function StartPracticePage() {
	const { t } = useTranslation(['exchange', 'app'])
	const { access, board, query } = useExchangeOrigin()
	const card = new URLSearchParams(useSearch()).get('card')
	return (
		<ExchangeSubpage title={t('beginFrom.title')}>
			<div className={styles['head']}>
				<div>
					<h1>{t('beginFrom.title')}</h1>
					<p>{t('beginFrom.lead')}</p>
				</div>
			</div>
			{!access && <p role="alert">{t('beginFrom.noAccess')}</p>}
			{access && board && card && <Solution credentials={access} board={board} card={card} query={query} />}
		</ExchangeSubpage>
	)
}

interface SolutionProps {
	credentials: Credentials
	board: BoardId
	card: string
	query: string
}

function Solution({ credentials, board, card: id, query }: SolutionProps) {
	const { t } = useTranslation(['exchange', 'app'])
	const locale = useLocale()
	const attempt = useAttempt()
	const [, navigate] = useLocation()
	const [isSaving, save] = useSave()
	const workshop = useExchangeWorkshop(credentials)?.workshop
	const content = useQuery({
		queryKey: ['content', board, credentials.token],
		queryFn: () => fetchBoardContent(credentials, board),
	})
	const failure = content.data ? null : queryFailure(content)
	if (failure) return <p role="alert">{t(`app:errors.${failure}`)}</p>
	if (!content.data || !workshop) return <Loading what={t('opening')} />
	const card = content.data.cards.find((one) => one.id === id)
	if (!card) return <p role="alert">{t('app:errors.card_gone')}</p>
	const known = workshop.practices?.find((one) => one.board === board && one.card === id && one.state !== 'withdrawn')
	const begin = async () => {
		const started = await save(() => attempt(() => startPractice(credentials, { board, card: id, locale })))
		if (started) navigate(`/exchange/${started.practice.id}${query}`)
	}
	return (
		<>
			<blockquote className={styles['solution']} dir="auto">
				{plainText(card.text)}
				{card.city && <footer>{card.city}</footer>}
			</blockquote>
			<div className={styles['tools']}>
				{known ? (
					<LinkButton variant="primary" href={`/exchange/${known.id}${query}`}>
						{t('beginFrom.open')}
					</LinkButton>
				) : (
					<Button variant="primary" icon="plus" busy={isSaving} onClick={begin}>
						{t('similar.begin')}
					</Button>
				)}
			</div>
		</>
	)
}
