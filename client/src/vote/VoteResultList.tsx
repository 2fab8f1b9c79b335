import { type BoardId, type CardResult, type CityDots, plainText, type VoteResult } from '@charrette/shared'
import { useTranslation } from '../i18n/useTranslation.ts'
import { KindIcon } from '../ui/KindIcon.tsx'
import styles from './vote.module.css'

interface VoteResultListProps {
	result: VoteResult
	/** The title of a board. */
	boardOf: (board: BoardId) => string
}

/** The result of a vote: its cards, best first, each with its dots and the cities of the voters. */
export function VoteResultList({ result, boardOf }: VoteResultListProps) {
	const { t } = useTranslation(['board', 'app'])
	const most = result.cards[0]?.dots ?? 1
	const citiesText = useCitiesText()
	return (
		<div className={styles['results']}>
			<p className={styles['turnout']}>
				{t('board:vote.turnout', { voters: result.voters, people: result.people, dots: result.dots })}
				{result.gone > 0 && ` ${t('board:vote.gone', { count: result.gone })}`}
			</p>
			{result.cards.length === 0 && <p>{t('board:vote.none')}</p>}
			<ol>
				{result.cards.map((card) => (
					<li key={`${card.board} ${card.card}`} data-kind={card.kind}>
						<span className={styles['rank']}>{card.rank}</span>
						<div className={styles['what']}>
							<p dir="auto">
								<KindIcon kind={card.kind} size={16} />
								<span className="visuallyHidden">{t(`app:kinds.${card.kind}`)}: </span>
								{plainText(card.text) || t('board:list.emptyCard')}
							</p>
							<span className={styles['meter']} style={{ inlineSize: `${(100 * card.dots) / most}%` }} />
							<small>{[boardOf(card.board), citiesText(card)].filter(Boolean).join(' · ')}</small>
						</div>
						<b className={styles['count']}>{t('board:vote.dots', { count: card.dots })}</b>
					</li>
				))}
			</ol>
			{result.cities.length > 1 && (
				<p className={styles['turnout']}>
					{t('board:vote.byCity')}: {citiesText(result)}
				</p>
			)}
		</div>
	)
}

/**
 * The cities of voters with their dots. Cities with few voters are counted together by the server,
 * which keeps ballots secret.
 */
function useCitiesText(): (of: Pick<CardResult, 'cities'> | { cities: CityDots[] }) => string {
	const { t } = useTranslation('board')
	return ({ cities }) => cities.map(({ city, dots }) => `${city ?? t('vote.otherCities')} ${dots}`).join(', ')
}
