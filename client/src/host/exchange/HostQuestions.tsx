import type { HostQuestions as Found } from '@charrette/shared'
import { removeHostQuestion } from '../../connection/api/host.ts'
import { hostOf } from '../../exchange/names.ts'
import { useLanguage, useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { useAttempt } from '../../ui/useAttempt.ts'
import { formatRelativeTime } from '../formats.ts'
import { Panel, Row, Rows } from './Panel.tsx'
import { useRefresh } from './useRefresh.ts'

/** The newest questions and answers, which the host can remove (ASK4). */
export function HostQuestions({ questions: { questions } }: { questions: Found }) {
	const { t } = useTranslation(['host', 'exchange'])
	const language = useLanguage()
	const attempt = useAttempt()
	const refresh = useRefresh()
	return (
		<Panel title={t('exchange.questions')} count={questions.length} lead={t('exchange.questionsLead')}>
			<Rows>
				{questions.map(({ id, practice, title, city, name, text, answer, at, server }) => (
					<Row
						key={id}
						title={text}
						details={[
							answer && `→ ${answer}`,
							city,
							name,
							title,
							server && hostOf(server),
							formatRelativeTime(language, at, Date.now()),
						]}
					>
						<Button
							variant="quiet"
							size="small"
							onClick={async () => {
								await attempt(() => removeHostQuestion(practice, id))
								await refresh()
							}}
						>
							{t('exchange.removeQuestion')}
						</Button>
					</Row>
				))}
			</Rows>
		</Panel>
	)
}
