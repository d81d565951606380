// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package regions

import (
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
)

// A location is a place where every cloud has a region with zones.
type location struct {
	name string

	// portable is whether the location's name is one that a claim may use. If
	// not, the clouds' regions are too far apart to be called one place, and
	// the location only serves to tell what is nearest on another cloud.
	portable bool

	// place is where it is, for people.
	place string

	aws, azure, gcp string
}

// native returns the region that a cloud has at a location.
func (l location) native(p platform.Provider) nativeRegion {
	name := ""
	switch p {
	case platform.ProviderAWS:
		name = l.aws
	case platform.ProviderAzure:
		name = l.azure
	case platform.ProviderGCP:
		name = l.gcp
	}
	n, _ := byNative(p, name)
	return n
}

// locations are named by compass where an area has several countries, or a
// country several areas, and by country elsewhere. Names and what they stand
// for never change: a claim that names one would move.
var locations = []location{
	{name: "us-east", portable: true, place: "Virginia", aws: "us-east-1", azure: "eastus2", gcp: "us-east4"},
	{name: "us-central", portable: true, place: "Ohio, Iowa", aws: "us-east-2", azure: "centralus", gcp: "us-central1"},
	{name: "us-west", portable: true, place: "Oregon, Arizona", aws: "us-west-2", azure: "westus3", gcp: "us-west1"},
	{name: "canada", portable: true, place: "Montréal, Toronto", aws: "ca-central-1", azure: "canadacentral", gcp: "northamerica-northeast1"},
	{name: "mexico", portable: true, place: "Querétaro", aws: "mx-central-1", azure: "mexicocentral", gcp: "northamerica-south1"},
	{name: "brazil", portable: true, place: "São Paulo", aws: "sa-east-1", azure: "brazilsouth", gcp: "southamerica-east1"},
	{name: "eu-west", portable: true, place: "Ireland, Belgium", aws: "eu-west-1", azure: "northeurope", gcp: "europe-west1"},
	{name: "eu-central", portable: true, place: "Frankfurt", aws: "eu-central-1", azure: "germanywestcentral", gcp: "europe-west3"},
	{name: "eu-north", portable: true, place: "Sweden, Finland", aws: "eu-north-1", azure: "swedencentral", gcp: "europe-north1"},
	{name: "uk", portable: true, place: "London", aws: "eu-west-2", azure: "uksouth", gcp: "europe-west2"},
	{name: "france", portable: true, place: "Paris", aws: "eu-west-3", azure: "francecentral", gcp: "europe-west9"},
	{name: "italy", portable: true, place: "Milan", aws: "eu-south-1", azure: "italynorth", gcp: "europe-west8"},
	{name: "spain", portable: true, place: "Aragón, Madrid", aws: "eu-south-2", azure: "spaincentral", gcp: "europe-southwest1"},
	{name: "switzerland", portable: true, place: "Zürich", aws: "eu-central-2", azure: "switzerlandnorth", gcp: "europe-west6"},
	{name: "israel", portable: true, place: "Tel Aviv", aws: "il-central-1", azure: "israelcentral", gcp: "me-west1"},
	{name: "south-africa", portable: true, place: "Cape Town, Johannesburg", aws: "af-south-1", azure: "southafricanorth", gcp: "africa-south1"},
	{name: "india", portable: true, place: "Mumbai, Pune", aws: "ap-south-1", azure: "centralindia", gcp: "asia-south1"},
	{name: "ap-southeast", portable: true, place: "Singapore", aws: "ap-southeast-1", azure: "southeastasia", gcp: "asia-southeast1"},
	{name: "indonesia", portable: true, place: "Jakarta", aws: "ap-southeast-3", azure: "indonesiacentral", gcp: "asia-southeast2"},
	{name: "hong-kong", portable: true, place: "Hong Kong", aws: "ap-east-1", azure: "eastasia", gcp: "asia-east2"},
	{name: "japan", portable: true, place: "Tokyo", aws: "ap-northeast-1", azure: "japaneast", gcp: "asia-northeast1"},
	{name: "japan-west", portable: true, place: "Osaka", aws: "ap-northeast-3", azure: "japanwest", gcp: "asia-northeast2"},
	{name: "korea", portable: true, place: "Seoul", aws: "ap-northeast-2", azure: "koreacentral", gcp: "asia-northeast3"},
	{name: "australia", portable: true, place: "Sydney", aws: "ap-southeast-2", azure: "australiaeast", gcp: "australia-southeast1"},

	{name: "gulf", place: "UAE, Qatar", aws: "me-central-1", azure: "uaenorth", gcp: "me-central1"},
}

// A nativeRegion is a region of one cloud.
type nativeRegion struct {
	name string

	// zones has one character for every zone.
	zones string

	// near is the location that is nearest, or empty where there is a reason
	// to be in this region and in no other.
	near string
}

func natives(p platform.Provider) []nativeRegion {
	switch p {
	case platform.ProviderAWS:
		return awsRegions
	case platform.ProviderAzure:
		return azureRegions
	case platform.ProviderGCP:
		return gcpRegions
	}
	return nil
}

// awsRegions are those of the commercial partition, China, GovCloud and the
// European Sovereign Cloud, with the zones that every account can use. See
// https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html.
var awsRegions = []nativeRegion{
	// us-east-1e is left out: in most accounts it is use1-az3, which has neither
	// current machine types nor control planes of EKS. See
	// https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html.
	{name: "us-east-1", zones: "abcdf", near: "us-east"},
	{name: "us-east-2", zones: "abc", near: "us-central"},
	// Of the letters a to c each account has two.
	{name: "us-west-1", zones: "ac", near: "us-west"},
	{name: "us-west-2", zones: "abcd", near: "us-west"},
	{name: "ca-central-1", zones: "abd", near: "canada"},
	{name: "ca-west-1", zones: "abc", near: "canada"},
	{name: "mx-central-1", zones: "abc", near: "mexico"},
	{name: "sa-east-1", zones: "abc", near: "brazil"},
	{name: "eu-west-1", zones: "abc", near: "eu-west"},
	{name: "eu-west-2", zones: "abc", near: "uk"},
	{name: "eu-west-3", zones: "abc", near: "france"},
	{name: "eu-central-1", zones: "abc", near: "eu-central"},
	{name: "eu-central-2", zones: "abc", near: "switzerland"},
	{name: "eu-north-1", zones: "abc", near: "eu-north"},
	{name: "eu-south-1", zones: "abc", near: "italy"},
	{name: "eu-south-2", zones: "abc", near: "spain"},
	{name: "il-central-1", zones: "abc", near: "israel"},
	{name: "me-central-1", zones: "abc", near: "gulf"},
	{name: "me-south-1", zones: "abc", near: "gulf"},
	{name: "af-south-1", zones: "abc", near: "south-africa"},
	{name: "ap-south-1", zones: "abc", near: "india"},
	{name: "ap-south-2", zones: "abc", near: "india"},
	{name: "ap-southeast-1", zones: "abc", near: "ap-southeast"},
	{name: "ap-southeast-2", zones: "abc", near: "australia"},
	{name: "ap-southeast-3", zones: "abc", near: "indonesia"},
	{name: "ap-southeast-4", zones: "abc", near: "australia"},
	{name: "ap-southeast-5", zones: "abc", near: "ap-southeast"},
	{name: "ap-southeast-6", zones: "abc", near: "australia"},
	{name: "ap-southeast-7", zones: "abc", near: "ap-southeast"},
	{name: "ap-east-1", zones: "abc", near: "hong-kong"},
	{name: "ap-east-2", zones: "abc", near: "hong-kong"},
	{name: "ap-northeast-1", zones: "acd", near: "japan"},
	{name: "ap-northeast-2", zones: "abcd", near: "korea"},
	{name: "ap-northeast-3", zones: "abc", near: "japan-west"},

	{name: "cn-north-1", zones: "abd"},
	{name: "cn-northwest-1", zones: "abc"},
	{name: "us-gov-east-1", zones: "abc"},
	{name: "us-gov-west-1", zones: "abc"},
	{name: "eusc-de-east-1", zones: "ab"},
}

// azureRegions are those of the public cloud. See
// https://learn.microsoft.com/azure/reliability/regions-list.
var azureRegions = []nativeRegion{
	{name: "eastus", zones: "123", near: "us-east"},
	{name: "eastus2", zones: "123", near: "us-east"},
	{name: "centralus", zones: "123", near: "us-central"},
	{name: "northcentralus", near: "us-central"},
	{name: "southcentralus", zones: "123", near: "us-central"},
	{name: "westcentralus", near: "us-west"},
	{name: "westus", near: "us-west"},
	{name: "westus2", zones: "123", near: "us-west"},
	{name: "westus3", zones: "123", near: "us-west"},
	{name: "canadacentral", zones: "123", near: "canada"},
	{name: "canadaeast", near: "canada"},
	{name: "mexicocentral", zones: "123", near: "mexico"},
	{name: "brazilsouth", zones: "123", near: "brazil"},
	{name: "brazilsoutheast", near: "brazil"},
	{name: "chilecentral", zones: "123", near: "brazil"},
	{name: "northeurope", zones: "123", near: "eu-west"},
	{name: "westeurope", zones: "123", near: "eu-west"},
	{name: "belgiumcentral", zones: "123", near: "eu-west"},
	{name: "uksouth", zones: "123", near: "uk"},
	{name: "ukwest", near: "uk"},
	{name: "francecentral", zones: "123", near: "france"},
	{name: "francesouth", near: "france"},
	{name: "germanywestcentral", zones: "123", near: "eu-central"},
	{name: "germanynorth", near: "eu-central"},
	{name: "austriaeast", zones: "123", near: "eu-central"},
	{name: "polandcentral", zones: "123", near: "eu-central"},
	{name: "switzerlandnorth", zones: "123", near: "switzerland"},
	{name: "switzerlandwest", near: "switzerland"},
	{name: "swedencentral", zones: "123", near: "eu-north"},
	{name: "norwayeast", zones: "123", near: "eu-north"},
	{name: "norwaywest", near: "eu-north"},
	{name: "denmarkeast", zones: "123", near: "eu-north"},
	{name: "italynorth", zones: "123", near: "italy"},
	{name: "spaincentral", zones: "123", near: "spain"},
	{name: "israelcentral", zones: "123", near: "israel"},
	{name: "uaenorth", zones: "123", near: "gulf"},
	{name: "uaecentral", near: "gulf"},
	{name: "qatarcentral", zones: "123", near: "gulf"},
	{name: "southafricanorth", zones: "123", near: "south-africa"},
	{name: "southafricawest", near: "south-africa"},
	{name: "centralindia", zones: "123", near: "india"},
	{name: "southindia", near: "india"},
	{name: "westindia", near: "india"},
	{name: "jioindiacentral", near: "india"},
	{name: "jioindiawest", near: "india"},
	{name: "southeastasia", zones: "123", near: "ap-southeast"},
	{name: "malaysiawest", zones: "123", near: "ap-southeast"},
	{name: "indonesiacentral", zones: "123", near: "indonesia"},
	{name: "eastasia", zones: "123", near: "hong-kong"},
	{name: "japaneast", zones: "123", near: "japan"},
	{name: "japanwest", zones: "123", near: "japan-west"},
	{name: "koreacentral", zones: "123", near: "korea"},
	{name: "koreasouth", near: "korea"},
	{name: "australiaeast", zones: "123", near: "australia"},
	{name: "australiasoutheast", near: "australia"},
	{name: "australiacentral", near: "australia"},
	{name: "australiacentral2", near: "australia"},
	{name: "newzealandnorth", zones: "123", near: "australia"},
}

// gcpRegions and their zones are listed at
// https://cloud.google.com/compute/docs/regions-zones. The oldest regions do not
// start with zone a.
var gcpRegions = []nativeRegion{
	{name: "us-east1", zones: "bcd", near: "us-east"},
	{name: "us-east4", zones: "abc", near: "us-east"},
	{name: "us-east5", zones: "abc", near: "us-central"},
	{name: "us-central1", zones: "abcf", near: "us-central"},
	{name: "us-south1", zones: "abc", near: "us-central"},
	{name: "us-west1", zones: "abc", near: "us-west"},
	{name: "us-west2", zones: "abc", near: "us-west"},
	{name: "us-west3", zones: "abc", near: "us-west"},
	{name: "us-west4", zones: "abc", near: "us-west"},
	{name: "northamerica-northeast1", zones: "abc", near: "canada"},
	{name: "northamerica-northeast2", zones: "abc", near: "canada"},
	{name: "northamerica-south1", zones: "abc", near: "mexico"},
	{name: "southamerica-east1", zones: "abc", near: "brazil"},
	{name: "southamerica-west1", zones: "abc", near: "brazil"},
	{name: "europe-west1", zones: "bcd", near: "eu-west"},
	{name: "europe-west2", zones: "abc", near: "uk"},
	{name: "europe-west3", zones: "abc", near: "eu-central"},
	{name: "europe-west4", zones: "abc", near: "eu-west"},
	{name: "europe-west6", zones: "abc", near: "switzerland"},
	{name: "europe-west8", zones: "abc", near: "italy"},
	{name: "europe-west9", zones: "abc", near: "france"},
	{name: "europe-west10", zones: "abc", near: "eu-central"},
	{name: "europe-west12", zones: "abc", near: "italy"},
	{name: "europe-central2", zones: "abc", near: "eu-central"},
	{name: "europe-north1", zones: "abc", near: "eu-north"},
	{name: "europe-north2", zones: "abc", near: "eu-north"},
	{name: "europe-southwest1", zones: "abc", near: "spain"},
	{name: "me-west1", zones: "abc", near: "israel"},
	{name: "me-central1", zones: "abc", near: "gulf"},
	{name: "me-central2", zones: "abc", near: "gulf"},
	{name: "africa-south1", zones: "abc", near: "south-africa"},
	{name: "asia-south1", zones: "abc", near: "india"},
	{name: "asia-south2", zones: "abc", near: "india"},
	{name: "asia-southeast1", zones: "abc", near: "ap-southeast"},
	{name: "asia-southeast2", zones: "abc", near: "indonesia"},
	{name: "asia-southeast3", zones: "abc", near: "ap-southeast"},
	{name: "asia-east1", zones: "abc", near: "hong-kong"},
	{name: "asia-east2", zones: "abc", near: "hong-kong"},
	{name: "asia-northeast1", zones: "abc", near: "japan"},
	{name: "asia-northeast2", zones: "abc", near: "japan-west"},
	{name: "asia-northeast3", zones: "abc", near: "korea"},
	{name: "australia-southeast1", zones: "abc", near: "australia"},
	{name: "australia-southeast2", zones: "abc", near: "australia"},
}
