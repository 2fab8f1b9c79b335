import type {
	PracticeState,
	PracticeVisibility,
	PublishedPractice,
	ShownAdoption,
	Travels,
	WorkshopAdoptions,
} from '@charrette/shared'

/** A published practice, and its adoptions that are shown. */
export interface ReportPractice {
	practice: PublishedPractice
	visibility: PracticeVisibility
	adoptions: ShownAdoption[]
}

/** The exchange of a workshop, as far as its report may show it (REP5). */
export interface ReportExchange {
	/** Those that are written out, newest first. */
	practices: ReportPractice[]
	/** How many published ones are not. */
	others: number
	/** Practices that are not published yet. */
	unpublished: { title: string; state: PracticeState }[]
	adoptions: WorkshopAdoptions['adoptions']
	travels: Travels
	/** The picture of the travels as PNG, for documents that take no SVG. */
	picture: Uint8Array | null
}
