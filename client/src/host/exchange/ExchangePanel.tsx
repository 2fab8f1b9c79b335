import { useQuery } from '@tanstack/react-query'
import { fetchHostPractices, fetchHostQuestions, fetchHostReports } from '../../connection/api/host.ts'
import { queryFailure } from '../../connection/queryClient.tsx'
import { useFailureToast } from '../../ui/useAttempt.ts'
import styles from './exchange.module.css'
import { FollowedServers } from './FollowedServers.tsx'
import { HostQuestions } from './HostQuestions.tsx'
import { PublicPractices, ReceivedPractices } from './ListedPractices.tsx'
import { OtherServers } from './OtherServers.tsx'
import { ReportedPractices } from './ReportedPractices.tsx'
import { TrustedPublishers } from './TrustedPublishers.tsx'
import { REFRESH_MS } from './useRefresh.ts'
import { WaitingPractices } from './WaitingPractices.tsx'

/**
 * The practices that wait for the host, are public, or came from other servers, with reports and
 * followed servers (PRACTICE4a, PRACTICE7b, FOLLOW1).
 */
export function ExchangePanel() {
	const practices = useQuery({
		queryKey: ['host', 'practices'],
		queryFn: fetchHostPractices,
		refetchInterval: REFRESH_MS,
	})
	const reports = useQuery({ queryKey: ['host', 'reports'], queryFn: fetchHostReports, refetchInterval: REFRESH_MS })
	const questions = useQuery({
		queryKey: ['host', 'questions'],
		queryFn: fetchHostQuestions,
		refetchInterval: REFRESH_MS,
	})
	useFailureToast(queryFailure(practices))
	if (!practices.data) return null
	return (
		<div className={styles['panels']}>
			<WaitingPractices practices={practices.data} />
			{reports.data && reports.data.reports.length > 0 && <ReportedPractices reports={reports.data} />}
			<PublicPractices practices={practices.data} />
			<ReceivedPractices practices={practices.data} />
			{questions.data && questions.data.questions.length > 0 && <HostQuestions questions={questions.data} />}
			<OtherServers />
			<FollowedServers />
			<TrustedPublishers practices={practices.data} />
		</div>
	)
}
