import type { HostPractices, PracticeId } from '@charrette/shared'
import { useState } from 'react'
import { useLanguage, useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { formatRelativeTime } from '../formats.ts'
import { Panel, Row, Rows } from './Panel.tsx'
import { ReviewDialog } from './ReviewDialog.tsx'
import { useRefresh } from './useRefresh.ts'

/** The practices that wait for the host (PRACTICE4a). */
export function WaitingPractices({ practices: { waiting } }: { practices: HostPractices }) {
	const { t } = useTranslation(['host', 'exchange'])
	const language = useLanguage()
	const refresh = useRefresh()
	const [reviewed, review] = useState<PracticeId | null>(null)
	return (
		<Panel
			title={t('exchange.waiting')}
			count={waiting.length}
			lead={t(waiting.length > 0 ? 'exchange.waitingLead' : 'exchange.noneWaiting')}
		>
			<Rows>
				{waiting.map(({ id, title, facts, provenance, updatedAt, review: request }) => {
					const when = formatRelativeTime(language, request?.at ?? updatedAt, Date.now())
					return (
						<Row
							key={id}
							title={title || t('exchange:untitled')}
							details={[facts.city.name || provenance.city, provenance.workshop, request?.organisation, when]}
						>
							<Button variant="primary" size="small" onClick={() => review(id)}>
								{t('exchange.review')}
							</Button>
						</Row>
					)
				})}
			</Rows>
			{reviewed && <ReviewDialog practice={reviewed} onDone={refresh} onClose={() => review(null)} />}
		</Panel>
	)
}
