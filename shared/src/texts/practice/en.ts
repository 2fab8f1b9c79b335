import type {
	AdoptionStatus,
	PracticeEvidence,
	PracticeProgress,
	PracticeSection,
	PracticeState,
	PracticeTheme,
	PracticeVisibility,
	TransferFactor,
	TransferWeight,
} from '../../domain/Practice.ts'

/** The names of all fields and values of practices and adoptions, in one language. */
export interface PracticeNames {
	sections: Record<PracticeSection, string>
	themes: Record<PracticeTheme, string>
	/** The short names of the Sustainable Development Goals, in their order. */
	sdgs: readonly string[]
	states: Record<PracticeState, string>
	visibilities: Record<PracticeVisibility, string>
	factors: Record<TransferFactor, string>
	weights: Record<TransferWeight, string>
	statuses: Record<AdoptionStatus, string>
	progresses: Record<PracticeProgress, string>
	/** The names of what others can check. */
	evidence: Record<keyof PracticeEvidence, string>
	sizes: Record<'S' | 'M' | 'L' | 'XL', string>
}

/** The names of practices in English. */
export const practiceNamesEn: PracticeNames = {
	sections: {
		title: 'Title',
		abstract: 'Summary',
		context: 'Context',
		objectives: 'Objectives',
		process: 'Process',
		resources: 'Resources and costs',
		obstacles: 'Obstacles and how they were overcome',
		results: 'Results and evidence',
		lessons: 'Lessons learned',
		transferability: 'Transferability',
	},
	themes: {
		housing: 'Housing',
		mobility: 'Mobility',
		publicSpace: 'Public space',
		water: 'Water',
		waste: 'Waste',
		energy: 'Energy',
		climate: 'Climate',
		food: 'Food',
		health: 'Health',
		education: 'Education',
		economy: 'Local economy',
		culture: 'Culture and heritage',
		inclusion: 'Inclusion',
		safety: 'Safety',
		participation: 'Participation',
		digital: 'Digital services',
	},
	sdgs: [
		'No poverty',
		'Zero hunger',
		'Good health and well-being',
		'Quality education',
		'Gender equality',
		'Clean water and sanitation',
		'Affordable and clean energy',
		'Decent work and economic growth',
		'Industry, innovation and infrastructure',
		'Reduced inequalities',
		'Sustainable cities and communities',
		'Responsible consumption and production',
		'Climate action',
		'Life below water',
		'Life on land',
		'Peace, justice and strong institutions',
		'Partnerships for the goals',
	],
	states: {
		draft: 'Draft',
		inReview: 'In review',
		published: 'Published',
		withdrawn: 'Withdrawn',
	},
	visibilities: {
		workshop: 'This workshop',
		server: 'This server',
		public: 'Public',
	},
	factors: {
		law: 'Law',
		money: 'Money',
		skills: 'Skills',
		politics: 'Politics',
		data: 'Data',
		acceptance: 'Acceptance',
		institutions: 'Institutions',
	},
	weights: {
		2: 'Helps',
		1: 'Rather helps',
		0: 'Neutral',
		'-1': 'Rather blocks',
		'-2': 'Blocks',
	},
	statuses: {
		interested: 'Interested',
		adapting: 'Adapting',
		inUse: 'In use',
		notSuitable: 'Not suitable',
	},
	progresses: {
		idea: 'Idea',
		pilot: 'Pilot',
		running: 'Running',
		scaled: 'Scaled up',
		ended: 'Ended',
		failed: 'Failed',
	},
	evidence: {
		progress: 'Status',
		cost: 'Cost',
		funding: 'Funding',
		partners: 'Partners',
		links: 'Links',
		documents: 'Documents',
		figures: 'Before and after',
	},
	sizes: {
		S: 'Under 100,000 people',
		M: '100,000 to 500,000',
		L: '500,000 to 2 million',
		XL: 'Over 2 million',
	},
}
