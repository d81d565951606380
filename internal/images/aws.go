// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package images

import (
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/machines"
)

// Users of the images of AWS. See
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/managing-users.html.
const (
	awsUserAmazon  = "ec2-user"
	awsUserDebian  = "admin"
	awsUserUbuntu  = "ubuntu"
	awsUserWindows = "Administrator"
)

// awsImages are public parameters of AWS Systems Manager, as of 2026-07-20. See
// https://documentation.ubuntu.com/aws/aws-how-to/instances/find-ubuntu-images/,
// https://wiki.debian.org/Cloud/AmazonEC2Image/Bookworm,
// https://docs.aws.amazon.com/linux/al2023/ug/ec2.html#launch-via-aws-cli and
// https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-public-parameters-ami.html.
// Images of all of them run cloud-init, or on Windows EC2Launch.
func awsImages() []Image {
	return []Image{
		aws(AmazonLinux2023, machines.ArchitectureAMD64, awsUserAmazon, "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"),
		aws(AmazonLinux2023, machines.ArchitectureARM64, awsUserAmazon, "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64"),
		aws(Debian12, machines.ArchitectureAMD64, awsUserDebian, "/aws/service/debian/release/12/latest/amd64"),
		aws(Debian12, machines.ArchitectureARM64, awsUserDebian, "/aws/service/debian/release/12/latest/arm64"),
		aws(Ubuntu2204, machines.ArchitectureAMD64, awsUserUbuntu, "/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id"),
		aws(Ubuntu2204, machines.ArchitectureARM64, awsUserUbuntu, "/aws/service/canonical/ubuntu/server/22.04/stable/current/arm64/hvm/ebs-gp2/ami-id"),
		aws(Ubuntu2404, machines.ArchitectureAMD64, awsUserUbuntu, "/aws/service/canonical/ubuntu/server/24.04/stable/current/amd64/hvm/ebs-gp3/ami-id"),
		aws(Ubuntu2404, machines.ArchitectureARM64, awsUserUbuntu, "/aws/service/canonical/ubuntu/server/24.04/stable/current/arm64/hvm/ebs-gp3/ami-id"),
		aws(Windows2022, machines.ArchitectureAMD64, awsUserWindows, "/aws/service/ami-windows-latest/Windows_Server-2022-English-Full-Base"),
		aws(Windows2025, machines.ArchitectureAMD64, awsUserWindows, "/aws/service/ami-windows-latest/Windows_Server-2025-English-Full-Base"),
	}
}

func aws(n Name, a machines.Architecture, user, parameter string) Image {
	return Image{
		Provider: platform.ProviderAWS, Name: n, Architecture: a, OS: n.OS(),
		User: user, CloudInit: n.OS() == Linux, Parameter: parameter,
	}
}
