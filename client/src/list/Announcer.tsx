import type { Translate } from '../i18n/Translate.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import type { News } from './news.ts'
import { type NewsDeps, useNews } from './useNews.ts'

/** So many things are told one by one; what is more is counted. */
const MAX_TOLD = 3

/** Tells those who listen, politely and not too often, what others do on the board. */
export function Announcer(deps: NewsDeps) {
	const { t } = useTranslation(['board', 'app'])
	const news = useNews(deps)
	const told = news.slice(0, MAX_TOLD).map((item) => tell(item, t))
	const more = news.length - told.length
	return (
		<p className="visuallyHidden" role="log" aria-live="polite" aria-label={t('board:list.news')}>
			{[...told, ...(more > 0 ? [t('board:list.told.more', { count: more })] : [])].join(' ')}
		</p>
	)
}

function tell(news: News, t: Translate<['board', 'app']>): string {
	const name = news.who ?? t('board:list.somebody')
	if (news.type === 'linked') {
		const { from, to, link } = news
		return t('board:list.told.linked', {
			name,
			from: from.text,
			to: to.text,
			meaning: t(`board:meanings.${link.meaning}`),
		})
	}
	const { kind, text } = news.card
	return t(`board:list.told.${news.type}`, { name, what: t(`board:list.one.${kind}`), text })
}
