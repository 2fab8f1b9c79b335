import { practiceNamesIn, type Travel, type TravelledIdea, travelTextsIn } from '@charrette/shared'
import { Link } from 'wouter'
import { useLanguage, useLocale, useTranslation } from '../i18n/useTranslation.ts'
import styles from './travels.module.css'

interface TravelTableProps {
	travels: readonly Travel[]
	/** The query that keeps the workshop in links within the exchange. */
	query: string
}

/** A table of how ideas travelled: from, to, and each idea with its outcome. */
export function TravelTable({ travels, query }: TravelTableProps) {
	const words = travelTextsIn(useLocale())
	return (
		<table className={styles['table']}>
			<thead>
				<tr>
					<th>{words.from}</th>
					<th>{words.to}</th>
					<th>{words.idea}</th>
				</tr>
			</thead>
			<tbody>
				{travels.map(({ from, to, ideas }) => (
					<tr key={`${from} ${to}`}>
						<td>{from || words.unnamed}</td>
						<td>{to || words.unnamed}</td>
						<td>
							<ul>
								{ideas.map((idea) => (
									<li key={`${idea.practice} ${idea.title} ${idea.at}`}>
										<Idea idea={idea} query={query} />
									</li>
								))}
							</ul>
						</td>
					</tr>
				))}
			</tbody>
		</table>
	)
}

function Idea({ idea, query }: { idea: TravelledIdea; query: string }) {
	const { t } = useTranslation('exchange')
	const language = useLanguage()
	const locale = useLocale()
	const { statuses } = practiceNamesIn(locale)
	const { title, practice, status, at, report, isShown, server } = idea
	const name = title || t('untitled')
	return (
		<>
			<span dir="auto">{practice ? <Link href={`/exchange/${practice}${query}`}>{name}</Link> : name}</span>
			<small data-status={status}>
				{statuses[status]} · {new Intl.DateTimeFormat(language, { dateStyle: 'medium' }).format(at)}
				{!isShown && ` · ${t('travels.notShown')}`}
				{server && ` · ${server}`}
			</small>
			{report && <p dir="auto">{report}</p>}
		</>
	)
}
