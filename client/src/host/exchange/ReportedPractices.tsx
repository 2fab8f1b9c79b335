import type { HostReports } from '@charrette/shared'
import { dismissHostReport } from '../../connection/api/host.ts'
import { hostOf } from '../../exchange/names.ts'
import { useLanguage, useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { useAttempt } from '../../ui/useAttempt.ts'
import { formatRelativeTime } from '../formats.ts'
import { RemoveButton } from './ListedPractices.tsx'
import { Panel, ReadLink, Row, Rows } from './Panel.tsx'
import { useRefresh } from './useRefresh.ts'

/** The open reports of all practices (PRACTICE7b). */
export function ReportedPractices({ reports: { reports, total } }: { reports: HostReports }) {
	const { t } = useTranslation(['host', 'exchange'])
	const language = useLanguage()
	const attempt = useAttempt()
	const refresh = useRefresh()
	return (
		<Panel title={t('exchange.reported')} count={total}>
			<Rows>
				{reports.map(({ id, practice, title, reason, text, at, origin }) => (
					<Row
						key={id}
						title={<ReadLink practice={practice}>{title || t('exchange:untitled')}</ReadLink>}
						details={[
							t(`exchange:report.reasons.${reason}`),
							text,
							origin && hostOf(origin),
							formatRelativeTime(language, at, Date.now()),
						]}
					>
						<Button
							size="small"
							onClick={async () => {
								await attempt(() => dismissHostReport(practice, id))
								await refresh()
							}}
						>
							{t('exchange:report.dismiss')}
						</Button>
						<RemoveButton practice={practice} title={title} isForeign={origin !== null} />
					</Row>
				))}
			</Rows>
		</Panel>
	)
}
